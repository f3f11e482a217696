using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Preflight;

/// <summary>Whether the freeze will let the migration through: id <c>database-freeze</c>. Otherwise it would refuse <c>up</c> midway, with a part of it done (kong-facts 12.2 no. 1).</summary>
internal sealed class FreezeLetsThroughRule(KongDatabase migration, KongDatabase blue, PostgresFreezeOptions freeze) : IPreflightRule
{
    public string Id => "database-freeze";

    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PreflightFinding>>([.. Findings()]);

    private IEnumerable<PreflightFinding> Findings()
    {
        if (migration.Username != blue.Username) yield break;
        if (freeze.LetThroughKongLock)
            yield return Finding.Warning("While Kong's migration lock is held, the freeze lets everybody through: a few writes of others will pass, too.", "Give the migration a login role of its own.");
        else
            yield return Finding.Blocking(
                $"Migrations log in as {migration.Username} like blue's nodes, so the freeze would refuse them midway and leave 'up' half done.",
                $"Give {nameof(KongPostgresSetup)} an {nameof(KongPostgresSetup.Administrator)} or a {nameof(KongPostgresSetup.MigrationLogin)}; or set {nameof(PostgresFreezeOptions)}.{nameof(PostgresFreezeOptions.LetThroughKongLock)}, which leaks a few writes.");
    }
}
