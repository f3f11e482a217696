using Kong.Upgrade.AdminApi;

namespace Kong.Upgrade.Preflight;

/// <summary>What a <see cref="KongPreflight"/> may read. Whatever is left out is not evaluated, and the report says so; give it as much as there is.</summary>
public sealed class KongPreflightSetup
{
    /// <summary>Blue's <c>kong.conf</c> and environment.</summary>
    public KongConfiguration? BlueConfiguration { get; init; }

    /// <summary>Green's; <see langword="null"/> when green will be started with blue's.</summary>
    public KongConfiguration? GreenConfiguration { get; init; }

    /// <summary>Where entities are read from: <see cref="Entities.PostgresEntitySource"/>, <see cref="AdminApiEntitySource"/>, or a declarative file.</summary>
    public IEntitySource? Entities { get; init; }

    /// <summary>The database, for what it says of itself beside the entities.</summary>
    public KongDatabase? Database { get; init; }

    /// <summary>The Admin APIs of blue's nodes.</summary>
    public IReadOnlyList<AdminApiOptions> BlueNodes { get; init; } = [];

    /// <summary>The Admin APIs of green's nodes, where some run already.</summary>
    public IReadOnlyList<AdminApiOptions> GreenNodes { get; init; } = [];

    /// <summary>The hosts or images that green will run on.</summary>
    public IReadOnlyList<HostFacts> GreenHosts { get; init; } = [];

    /// <summary>Whether every entity is put before a green node for validation, which writes nothing (kong-facts 3.1, 12.1 no. 3); needs <see cref="Entities"/> and <see cref="GreenNodes"/>. The default value is <see langword="false"/>.</summary>
    public bool DryRunOnGreen { get; init; }

    /// <summary>How politely green is asked in a dry run.</summary>
    public SchemaDryRunOptions DryRun { get; init; } = new();

    /// <summary>Reads the migrations' state for <see cref="Rules"/>; <see langword="null"/> when none of them needs it.</summary>
    public IMigrationRunner? Migrations { get; init; }

    /// <summary>Says where traffic goes, for <see cref="Rules"/>; <see langword="null"/> when none of them needs it.</summary>
    public ITrafficSplitter? Traffic { get; init; }

    /// <summary>Rules of one's own beside the catalogue's.</summary>
    public IReadOnlyList<IPreflightRule> Rules { get; init; } = [];

    /// <summary>How the evaluation works.</summary>
    public PreflightOptions Options { get; init; } = new();

    internal IReadOnlyList<string> Validate() => [.. Options.Validate(), .. DryRun.Validate(), .. BlueNodes.Concat(GreenNodes).SelectMany(n => n.Validate())];
}
