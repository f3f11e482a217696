namespace Kong.Upgrade.Versions;

/// <summary>What is known of an installation when its way is looked for. Everything may be left out: what is not known is said to be unknown, never assumed. Immutable and safe for any number of threads.</summary>
public sealed class UpgradeCircumstances
{
    /// <summary>How Kong is deployed. Default: unknown.</summary>
    public KongDeployment Deployment { get; init; }

    /// <summary>The names of all plugins that are configured, as Kong spells them (<c>rate-limiting</c>). Default: <see langword="null"/>, not known; an empty list says that there is none.</summary>
    public IReadOnlyCollection<string>? Plugins { get; init; }

    /// <summary>Whether a second database and a second cluster of the same size could be had for the time of the upgrade. Default: <see langword="null"/>, not known.</summary>
    public bool? SecondDatabasePossible { get; init; }

    /// <summary>Whether requests may fail while the clusters change places. Default: <see langword="null"/>, not known.</summary>
    public bool? DowntimeAcceptable { get; init; }

    /// <summary>The day that ends of support are compared with, in UTC. Default: <see langword="null"/>, and nothing is said about support.</summary>
    public DateOnly? Today { get; init; }
}
