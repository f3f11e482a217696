namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>Control planes that are to be upgraded, and the data planes that hang on them. What is null is not known.</summary>
internal sealed class HybridFleet
{
    public required KongVersion Before { get; init; }

    public required KongVersion After { get; init; }

    public required IReadOnlyList<DataPlane> DataPlanes { get; init; }

    /// <summary>The plugins that are configured, as Kong spells them.</summary>
    public IReadOnlyCollection<string>? Plugins { get; init; }

    /// <summary>Whether a plugin is bound to a consumer group.</summary>
    public bool? HasConsumerGroupPlugins { get; init; }

    /// <summary>Whether routes have expressions, alone or mixed with traditional ones.</summary>
    public bool? HasExpressionRoutes { get; init; }

    /// <summary>Whether incremental sync is on.</summary>
    public bool? HasIncrementalSync { get; init; }
}
