using Kong.Upgrade.Database;
using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Migrations;

/// <summary>Takes an upgrade's half-done migrations out of <c>schema_meta</c>, so that <c>up</c> runs again; proven on real Kong (kong-facts 12.8 no. 3).</summary>
internal sealed class MigrationRepair(MigrationRun run, RepairConsent consent)
{
    private readonly MigrationTools tools = run.Tools;
    private readonly RehearsalReport rehearsal = consent.Rehearsal;

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        MigrationState state = run.Draft.Before = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state.IsUp) return;
        Require(state);
        if (state.Pending.Count == 0) return;
        await tools.Database.RunAsync(
            "repairing schema_meta",
            async session =>
            {
                await session.InTransactionAsync(() => ClearAsync(session, state, cancellationToken), cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        tools.Logger.MigrationRepaired(state.Pending.Count, consent.Reason);
    }

    private void Require(MigrationState state)
    {
        string? why = rehearsal.Before.Pending.Count > 0 ? $"the rehearsal began with migrations pending already ({Expectation.Names(rehearsal.Before.Pending)})"
            : Expectation.Unfit(rehearsal, tools.Kong.Version, state)
            ?? Outside("pending", state.Pending, rehearsal.Before.New) ?? Outside("new", state.New, rehearsal.Before.New)
            ?? Outside("to be pending by the rehearsal", state.Pending, rehearsal.AfterUp.Pending);
        if (why is not null) throw new UpgradeServiceException($"{tools.Database} was not repaired, nothing was changed: {why}. Take a person who knows Kong's schema_meta, or restore the backup.");
    }

    private static string? Outside(string standing, IReadOnlySet<Migration> seen, IReadOnlySet<Migration> allowed) =>
        seen.Except(allowed).ToArray() is { Length: > 0 } strange ? $"these are {standing} and not this upgrade's: {Expectation.Names(strange)}" : null;

    // One transaction, and only if nobody has moved since it was looked at.
    private async Task ClearAsync(DatabaseSession session, MigrationState expected, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("SET LOCAL lock_timeout = '5s'", cancellationToken).ConfigureAwait(false);
        SchemaMeta seen = await SchemaMeta.ReadAndLockAsync(session, cancellationToken).ConfigureAwait(false);
        if (!seen.Executed.SetEquals(expected.Executed) || !seen.Pending.SetEquals(expected.Pending))
            throw new UpgradeServiceException($"{tools.Database} was not repaired, nothing was changed: it stood at {expected} and, a moment later, at {seen}. Find out who migrates there, then try again.");
        foreach (Migration migration in expected.Pending)
        {
            await session.ExecuteAsync(
                $"UPDATE {SchemaMeta.Table(session)} SET pending = array_remove(pending, $2) WHERE key = 'schema_meta' AND subsystem = $1", cancellationToken, migration.Subsystem, migration.Name).ConfigureAwait(false);
        }
    }
}
