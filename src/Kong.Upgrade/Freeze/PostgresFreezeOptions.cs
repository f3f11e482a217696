namespace Kong.Upgrade.Freeze;

/// <summary>How <see cref="PostgresWriteFreeze"/> freezes.</summary>
/// <remarks>
/// The migration must be let through, or <c>kong migrations up</c> fails midway on the freeze's own triggers (kong-facts 12.2 no. 1). Give it a login
/// role of its own, once, as a role that may create roles, and name it in <see cref="LetThrough"/>:
/// <code>CREATE ROLE kong_migration LOGIN PASSWORD '…' IN ROLE kong; ALTER ROLE kong_migration SET role = 'kong';</code>
/// The second statement makes everything that the migration creates belong to Kong's own role (12.2 no. 2, 3).
/// </remarks>
public sealed class PostgresFreezeOptions
{
    /// <summary>Login roles whose sessions may write while everybody else is refused: the migration's, and never the one that nodes log in as.</summary>
    /// <value>Names of existing roles; PostgreSQL's <c>session_user</c> is what counts, so <c>SET ROLE</c> changes nothing. Empty by default.</value>
    public IReadOnlyList<string> LetThrough { get; set; } = [];

    /// <summary>Whether everybody may write while Kong's own migration lock is held. For installations where no second role can be had.</summary>
    /// <value>The default value is <see langword="false"/>, because it leaks: on real Kong 25 of 912 hammered writes passed during <c>up</c>, and 12 more during <c>finish</c> (kong-facts 12.2 no. 4).</value>
    public bool LetThroughKongLock { get; set; }

    /// <summary>Whether a freeze of another run is taken over instead of refused. For a person who knows that the other run is dead.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool TakeOver { get; set; }

    /// <summary>How long one attempt to freeze waits for writes that are under way. Later writes wait behind it; reads and run-time data never do.</summary>
    /// <value>More than zero and at most 20 seconds. The default value is 5 seconds.</value>
    public TimeSpan BarrierTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often freezing is attempted before the transaction that is in the way is named and the call fails.</summary>
    /// <value>1 to 100. The default value is 3.</value>
    public int BarrierAttempts { get; set; } = 3;

    /// <summary>How often, after thawing, each trigger is tried to be removed. What is in use then is left behind, without effect, until the next call.</summary>
    /// <value>0 to 1,000; a tenth of a second lies between two attempts. The default value is 20.</value>
    public int CleanUpAttempts { get; set; } = 20;

    /// <summary>Further tables to freeze: those of custom plugins, for example, that <see cref="PostgresWriteFreeze.FindUnknownTablesAsync"/> names. They are in the fingerprint, too.</summary>
    /// <value>Names of tables in Kong's schema. Empty by default.</value>
    public IReadOnlyList<string> AlsoFreeze { get; set; } = [];

    /// <summary>Configuration tables to leave alone. The acme plugin renews certificates by itself and needs <c>certificates</c> and <c>snis</c> (kong-facts 2.1).</summary>
    /// <value>Names of tables in Kong's schema. They are not in the fingerprint either. Empty by default.</value>
    public IReadOnlyList<string> LeaveWritable { get; set; } = [];

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (BarrierTimeout <= TimeSpan.Zero || BarrierTimeout > TimeSpan.FromSeconds(20)) problems.Add($"{nameof(BarrierTimeout)} is {BarrierTimeout}; it must be more than zero and at most 20 seconds.");
        if (BarrierAttempts is < 1 or > 100) problems.Add($"{nameof(BarrierAttempts)} is {BarrierAttempts}; it must be from 1 to 100.");
        if (CleanUpAttempts is < 0 or > 1000) problems.Add($"{nameof(CleanUpAttempts)} is {CleanUpAttempts}; it must be from 0 to 1000.");
        if (LetThrough.Any(string.IsNullOrWhiteSpace)) problems.Add($"{nameof(LetThrough)} contains a blank name.");
        problems.AddRange(AlsoFreeze.Intersect(LeaveWritable).Select(t => $"{t} is in {nameof(AlsoFreeze)} and in {nameof(LeaveWritable)}."));
        problems.AddRange(AlsoFreeze.Where(t => NeverFrozen.Contains(t)).Select(t => $"{nameof(AlsoFreeze)} names {t}, which nodes and migrations write all the time: they would stop working."));
        return problems;
    }

    internal PostgresFreezeOptions Copy() => (PostgresFreezeOptions)MemberwiseClone();

    private static readonly string[] NeverFrozen = ["cluster_events", "locks", "schema_meta", "tags"];
}
