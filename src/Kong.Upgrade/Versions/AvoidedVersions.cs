namespace Kong.Upgrade.Versions;

/// <summary>Versions of one edition that are better not gone to, for one reason.</summary>
/// <param name="Row">The row of the catalogue of changes, such as <c>360-01</c>, or the version where there is no row.</param>
/// <param name="Range">From the first to the last.</param>
/// <param name="Reason">What is wrong with them.</param>
internal sealed record AvoidedVersions(string Row, PatchRange Range, string Reason)
{
    /// <summary>When it matters, in words that follow "only"; null when always.</summary>
    public string? Condition { get; init; }

    /// <summary>It matters only with one of these plugins; empty when with any.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>Whether the plugin or the mode alone is enough; otherwise it depends on how they are configured, or on the host.</summary>
    public bool Suffices { get; init; }

    /// <summary>It matters only between control planes and data planes.</summary>
    public bool OnlyHybrid { get; init; }

    /// <summary>It matters only when the upgrade begins within these versions; null when wherever it begins.</summary>
    public PatchRange? Origins { get; init; }

    /// <summary>It matters also to whoever runs such a version and leaves it.</summary>
    public bool AlsoAsOrigin { get; init; }

    public Concern Concerns(KongVersion origin, UpgradeCircumstances circumstances)
    {
        if (Origins is { } range && !range.Contains(origin)) return Concern.No;
        if (OnlyHybrid && circumstances.Deployment is KongDeployment.Traditional or KongDeployment.DbLess) return Concern.No;
        if (Plugins.Count > 0 && circumstances.Plugins is { } configured && !configured.Any(Plugins.Contains)) return Concern.No;
        return IsCertain(circumstances) ? Concern.Yes : Concern.Unknown;
    }

    private bool IsCertain(UpgradeCircumstances circumstances) =>
        (Condition is null || Suffices) && (Plugins.Count == 0 || circumstances.Plugins is not null) && (!OnlyHybrid || circumstances.Deployment is KongDeployment.HybridControlPlane);
}
