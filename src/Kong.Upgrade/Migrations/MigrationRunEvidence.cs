namespace Kong.Upgrade.Migrations;

/// <summary>What was seen while one <c>up</c>, <c>finish</c> or repair ran. Immutable; without secrets.</summary>
public sealed class MigrationRunEvidence
{
    /// <summary>Names the run: the same text stands in the session that holds its lock.</summary>
    public required string RunId { get; init; }

    /// <summary>What was asked for: <c>up</c>, <c>finish</c> or <c>repair</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The last command line; <see langword="null"/> when nothing had to be run or nothing was run yet.</summary>
    public string? Command { get; init; }

    /// <summary>Its exit code: a hint, never a proof. <see langword="null"/> when it was ended or not run.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the commands printed, both streams, in order; the end of it when it is very long. Empty by default.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>How long the last command took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How often the command was run.</summary>
    /// <value>0 or more.</value>
    public int Attempts { get; init; }

    /// <summary>How the database stood before; <see langword="null"/> when it was not read.</summary>
    public MigrationState? Before { get; init; }

    /// <summary>How the database stood at the end; <see langword="null"/> when it was not read.</summary>
    public MigrationState? After { get; init; }

    /// <summary>How long any other session waited behind the migration, at most. Sampled ten times a second.</summary>
    public TimeSpan LongestBlock { get; init; }

    /// <summary>Who waited too long, for what, behind what. Empty by default; statements without their values.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>Transactions that had been open for long when the run began. Empty by default.</summary>
    public IReadOnlyList<string> LongTransactions { get; init; } = [];

    /// <summary>Settings that the migration's role lacks. Empty by default.</summary>
    public IReadOnlyList<string> MissingSettings { get; init; } = [];

    /// <summary>The database's clock minus this host's.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>Sessions of the migration's role that were ended before and after the command.</summary>
    /// <value>0 or more.</value>
    public int EndedSessions { get; init; }

    /// <summary>The owner of the row in Kong's <c>locks</c> that a killed command had left and that was removed; <see langword="null"/> for none.</summary>
    public string? RemovedLock { get; init; }

    /// <summary>Objects that do not belong to the owner of Kong's tables; <see langword="null"/> when ownership was not checked.</summary>
    public IReadOnlyList<string>? Strangers { get; init; }

    /// <summary>Routes whose paths were rewritten under <c>-f</c>. Empty by default.</summary>
    public IReadOnlyList<string> DamagedRoutes { get; init; } = [];
}
