using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Rehearsals;

/// <summary>What the new version's <c>kong migrations up</c>, and <c>finish</c> if it was asked for, did to a copy of the database. Immutable.</summary>
/// <remarks>On real Kong a rehearsal predicted both result and time of the real run (kong-facts 12.9).</remarks>
public sealed class RehearsalReport
{
    /// <summary>The version whose <c>kong</c> rehearsed.</summary>
    public required KongVersion Version { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long <c>up</c> took on the copy.</summary>
    public required TimeSpan UpTook { get; init; }

    /// <summary>How the copy stood before <c>up</c>, and so how the real database must stand for the report to count.</summary>
    public required MigrationState Before { get; init; }

    /// <summary>How the copy stood after <c>up</c>: what the real run must come to, name by name.</summary>
    public required MigrationState AfterUp { get; init; }

    /// <summary>How long <c>finish</c> took on a copy; <see langword="null"/> when it was not rehearsed.</summary>
    public TimeSpan? FinishTook { get; init; }

    /// <summary>What <c>up</c> changed in configuration tables, one entry a table. Empty by default.</summary>
    public IReadOnlyList<ChangedTable> ChangedByUp { get; init; } = [];

    /// <summary>What <c>finish</c> changed in configuration tables. Empty by default.</summary>
    public IReadOnlyList<ChangedTable> ChangedByFinish { get; init; } = [];
}
