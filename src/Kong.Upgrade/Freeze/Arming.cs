using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>Arms the freeze in one transaction: whatever fails or dies in it leaves nothing behind.</summary>
internal sealed class Arming(DatabaseSession session, PostgresFreezeOptions options, FreezeRequest request)
{
    private const string Insert = $"""
        INSERT INTO {FreezeObjects.Table} (is_frozen, run_id, reason, library, kong_schema, tables, let_through, lets_kong_lock_through, refusal, may_be_taken_over, made_schema, to_thaw)
        VALUES (true, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{FreezeObjects.ByHand}')
        """;

    private const string Update = $"""
        UPDATE {FreezeObjects.Table} SET run_id = $1, reason = $2, library = $3, tables = $4, let_through = $5, lets_kong_lock_through = $6, refusal = $7, may_be_taken_over = $8,
               frozen_by = CASE WHEN run_id = $1 THEN frozen_by ELSE session_user END, frozen_at = CASE WHEN run_id = $1 THEN frozen_at ELSE now() END
        """;

    private string Milliseconds => ((long)options.BarrierTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private string KongSchema => session.Database.Schema;

    /// <summary>Arms, or repairs what stands already. Returns the tables that are frozen.</summary>
    public async Task<FreezeScope> ArmAsync(CancellationToken cancellationToken)
    {
        FreezeScope? scope = null;
        await session.InTransactionAsync(
            async () =>
            {
                await session.ExecuteAsync($"SET LOCAL lock_timeout = {Milliseconds}", cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync($"SELECT {FreezeObjects.OneAtATime}", cancellationToken).ConfigureAwait(false);
                scope = await FreezeScope.ReadAsync(session, options, cancellationToken).ConfigureAwait(false);
                await ArmAsync(scope, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return scope!;
    }

    private async Task ArmAsync(FreezeScope scope, CancellationToken cancellationToken)
    {
        FreezeFlag? flag = await FreezeFlag.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (flag is { IsFrozen: true }) RequireOurs(flag);
        await ArmingRights.RequireAsync(session, options, scope, cancellationToken).ConfigureAwait(false);
        Protection protection = await Protection.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (flag is not { IsFrozen: true } || !scope.Tables.All(protection.Covers)) await ProtectAsync(scope, protection, cancellationToken).ConfigureAwait(false);
        if (flag is { IsFrozen: true }) await session.ExecuteAsync(Update, cancellationToken, Values(scope)).ConfigureAwait(false);
        else await RaiseFlagAsync(flag, scope, cancellationToken).ConfigureAwait(false);
    }

    private void RequireOurs(FreezeFlag flag)
    {
        if (flag.KongSchema == KongSchema && (flag.RunId == request.RunId || flag.MayBeTakenOver || options.TakeOver)) return;
        string next = flag.KongSchema == KongSchema
            ? $"If that run is dead, freeze with PostgresFreezeOptions.TakeOver, or thaw by hand: {FreezeObjects.ByHand}"
            : $"That freeze is for Kong in schema {flag.KongSchema} of the same database; wait until it is lifted";
        throw new UpgradeServiceException($"{session.Database} is frozen already by {flag}; run {request.RunId} did not freeze it. {next}");
    }

    /// <summary>Waits for the writes that are under way, lets no new one begin, and leaves triggers on every table. Readers and run-time data are not touched by this lock (kong-facts 12.1 no. 8).</summary>
    private async Task ProtectAsync(FreezeScope scope, Protection protection, CancellationToken cancellationToken)
    {
        // lock_timeout counts for each table anew, statement_timeout for all of them.
        await session.ExecuteAsync(
            $"SET LOCAL statement_timeout = {Milliseconds}; LOCK TABLE ONLY {string.Join(", ONLY ", scope.Tables.Select(t => Sql.Name(KongSchema, t.Name)))} IN SHARE ROW EXCLUSIVE MODE; SET LOCAL statement_timeout = 0",
            cancellationToken).ConfigureAwait(false);
        await MakeSchemaAsync(cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(FreezeObjects.CreateFunction, cancellationToken).ConfigureAwait(false);
        string[] statements = [.. scope.Tables.SelectMany(t => FreezeObjects.TriggersOf(t).Where(k => !protection.Has(t, k)).Select(k => Statement(t, k, protection)))];
        if (statements.Length > 0) await session.ExecuteAsync(string.Join("; ", statements), cancellationToken).ConfigureAwait(false);
        Protection now = await Protection.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (scope.Tables.FirstOrDefault(t => !now.Covers(t)) is { } open)
            throw new UpgradeServiceException($"{open.Name} has a trigger that is called {FreezeTrigger.Prefix}… and is not this library's. Remove it when nobody reads the table (DROP TRIGGER needs it alone), then freeze again; nothing was frozen.");
    }

    // What was switched off is switched on again; what was never there is made.
    private string Statement(FrozenTable table, FreezeTrigger trigger, Protection protection) =>
        protection.NamesOn(table.Name).Contains(trigger.Name)
            ? $"ALTER TABLE {Sql.Name(KongSchema, table.Name)} ENABLE ALWAYS TRIGGER {trigger.Name}"
            : FreezeObjects.Create(trigger, KongSchema, table.Name);

    private async Task MakeSchemaAsync(CancellationToken cancellationToken)
    {
        if (await HasSchemaAsync(cancellationToken).ConfigureAwait(false)) return;
        // Triggers run as whoever writes, and read the row.
        await session.ExecuteAsync($"CREATE SCHEMA {FreezeObjects.Schema}; GRANT USAGE ON SCHEMA {FreezeObjects.Schema} TO PUBLIC; COMMENT ON SCHEMA {FreezeObjects.Schema} IS 'made by Kong.Upgrade'", cancellationToken).ConfigureAwait(false);
    }

    private async Task RaiseFlagAsync(FreezeFlag? old, FreezeScope scope, CancellationToken cancellationToken)
    {
        bool madeSchema = old?.MadeSchema ?? await session.ScalarAsync<bool>(
            $"SELECT coalesce(obj_description(oid, 'pg_namespace') = 'made by Kong.Upgrade', false) FROM pg_namespace WHERE nspname = '{FreezeObjects.Schema}'", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"DROP TABLE IF EXISTS {FreezeObjects.Table}; {FreezeObjects.CreateTable}; GRANT SELECT ON {FreezeObjects.Table} TO PUBLIC", cancellationToken).ConfigureAwait(false);
        object?[] values = Values(scope);
        await session.ExecuteAsync(Insert, cancellationToken, [.. values[..3], KongSchema, .. values[3..], madeSchema]).ConfigureAwait(false);
    }

    private Task<bool> HasSchemaAsync(CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", cancellationToken, FreezeObjects.Schema);

    private object?[] Values(FreezeScope scope) =>
    [
        request.RunId, request.Reason, $"Kong.Upgrade {typeof(Arming).Assembly.GetName().Version}", scope.Tables.Select(t => t.Name).ToArray(),
        options.LetThrough.ToArray(), options.LetThroughKongLock, RefusalText.Of(request), request.MayBeTakenOver,
    ];
}
