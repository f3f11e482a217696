namespace Kong.Upgrade.Migrations;

/// <summary>What the database's migrations look like to the new version's <c>kong</c>: Kong's own words (kong-facts 1.3). Immutable.</summary>
/// <remarks>The lists are sets: Kong may record a name twice (kong-facts 1.2). A state that could not be read is an exception, never an empty state.</remarks>
public sealed class MigrationState
{
    private static readonly IReadOnlySet<Migration> None = new HashSet<Migration>();

    /// <summary>Whether the database has never been bootstrapped.</summary>
    public bool NeedsBootstrap { get; init; }

    /// <summary>Migrations that ran whole. Empty by default.</summary>
    public IReadOnlySet<Migration> Executed { get; init; } = None;

    /// <summary>Migrations whose second half waits for <c>finish</c>. Empty by default.</summary>
    public IReadOnlySet<Migration> Pending { get; init; } = None;

    /// <summary>Migrations that <c>up</c> would run. Empty by default.</summary>
    public IReadOnlySet<Migration> New { get; init; } = None;

    /// <summary>Migrations that should have run long ago; Kong warns of them and never runs them. Empty by default.</summary>
    public IReadOnlySet<Migration> Missing { get; init; } = None;

    /// <summary>The version of <c>kong</c> that looked, where known: another version sees another state.</summary>
    public KongVersion? SeenBy { get; init; }

    /// <summary>Whether <c>up</c> has nothing left to run.</summary>
    public bool IsUp => !NeedsBootstrap && New.Count == 0;

    /// <summary>Whether <c>up</c> and <c>finish</c> have nothing left to run.</summary>
    public bool IsFinished => IsUp && Pending.Count == 0;

    /// <summary>The counts in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => NeedsBootstrap ? "needs bootstrap"
        : $"{Executed.Count} executed, {Pending.Count} pending, {New.Count} new, {Missing.Count} missing";
}
