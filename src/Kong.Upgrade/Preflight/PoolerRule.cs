using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>Whether the database is reached directly: id <c>database-pooler</c>. A pool in transaction mode is blocking, one in session mode a note.</summary>
/// <param name="database">The database as migrations will reach it.</param>
public sealed class PoolerRule(KongDatabase database) : IPreflightRule
{
    /// <inheritdoc/>
    public string Id => "database-pooler";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => await PoolerCheck.FindAsync(database, cancellationToken).ConfigureAwait(false) switch
    {
        Pooling.None => [],
        Pooling.Session => [new() { Severity = FindingSeverity.Information, What = $"A pooler in session mode stands before {database}.", Remedy = "It may stay; give migrations the server's own address if it ends long sessions." }],
        _ => [new() { Severity = FindingSeverity.Blocking, What = PoolerCheck.Refusal(database), Remedy = "Connect migrations and this library directly to PostgreSQL." }],
    };
}
