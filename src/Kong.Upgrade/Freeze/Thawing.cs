using Kong.Upgrade.Database;
using Npgsql;

namespace Kong.Upgrade.Freeze;

/// <summary>Lifts the freeze at once by the row that the triggers obey, and removes the triggers afterwards, table by table, where nobody is disturbed.</summary>
/// <remarks>
/// DROP TRIGGER needs a table alone (ACCESS EXCLUSIVE), and who waits for that makes every later reader wait, too (kong-facts 12.1 no. 8, 12.8 no. 6).
/// So it never waits: it takes the lock only in a moment when it is free, and tries again later. What stays behind has no effect.
/// </remarks>
internal sealed class Thawing(DatabaseSession session, PostgresFreezeOptions options, TimeProvider time)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Lets writes through. Takes no lock on any table of Kong's. Returns who had frozen, if anybody had.</summary>
    public async Task<FreezeFlag?> LiftAsync(CancellationToken cancellationToken)
    {
        FreezeFlag? flag = await FreezeFlag.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (flag is not null && flag.KongSchema != session.Database.Schema) return null;      // another Kong's in the same database
        if (flag is { IsFrozen: true }) await session.ExecuteAsync($"UPDATE {FreezeObjects.Table} SET is_frozen = false", cancellationToken).ConfigureAwait(false);
        else if (flag is null) await LiftWhatIsBrokenAsync(cancellationToken).ConfigureAwait(false);
        return flag is { IsFrozen: true } ? flag : null;
    }

    /// <summary>Removes what the freeze left. Returns the tables that still have a trigger of ours.</summary>
    public async Task<IReadOnlyList<string>> CleanUpAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> left = await TouchedAsync(cancellationToken).ConfigureAwait(false);
        for (int attempt = 0; attempt < options.CleanUpAttempts && left.Count > 0; attempt++)
        {
            if (attempt > 0) await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync(DropTriggers(left), cancellationToken).ConfigureAwait(false);
            left = await TouchedAsync(cancellationToken).ConfigureAwait(false);
        }
        if (left.Count == 0) await DropObjectsAloneAsync(cancellationToken).ConfigureAwait(false);
        return left;
    }

    private async Task<IReadOnlyList<string>> TouchedAsync(CancellationToken cancellationToken) => [.. (await Protection.ReadAsync(session, cancellationToken).ConfigureAwait(false)).Touched];

    /// <summary>
    /// One table after the other, each in a transaction of its own so that no lock outlives its table; alone, and only while nothing is frozen. Never waits: a
    /// table that is in use is passed over.
    /// </summary>
    private string DropTriggers(IReadOnlyList<string> tables) => $"""
        DO $clean$
        DECLARE kong text := {Sql.Text(session.Database.Schema)}; name text; trigger_name text;
        BEGIN
            FOREACH name IN ARRAY ARRAY[{string.Join(", ", tables.Select(Sql.Text))}] LOOP
                IF NOT {FreezeObjects.OneAtATimeOrNot} OR EXISTS (SELECT FROM {FreezeObjects.Table} WHERE is_frozen) THEN EXIT; END IF;
                BEGIN
                    EXECUTE format('LOCK TABLE ONLY %I.%I IN ACCESS EXCLUSIVE MODE NOWAIT', kong, name);
                    FOR trigger_name IN {Protection.Ours} AND t.tgrelid = format('%I.%I', kong, name)::regclass LOOP
                        EXECUTE format('DROP TRIGGER %I ON %I.%I', trigger_name, kong, name);
                    END LOOP;
                EXCEPTION WHEN lock_not_available OR undefined_table THEN NULL;
                END;
                COMMIT;
            END LOOP;
        END $clean$
        """;

    // Triggers whose row somebody deleted refuse everything: give them a row that says otherwise.
    private async Task LiftWhatIsBrokenAsync(CancellationToken cancellationToken)
    {
        if (!(await Protection.ReadAsync(session, cancellationToken).ConfigureAwait(false)).Touched.Any()) return;
        string row = $"INSERT INTO {FreezeObjects.Table} (is_frozen, run_id, reason, library, kong_schema, tables, let_through, lets_kong_lock_through, refusal, made_schema, to_thaw) VALUES (false, '', 'thawed', '', {Sql.Text(session.Database.Schema)}, '{{}}', '{{}}', false, '', true, '')";
        await session.InTransactionAsync(
            async () =>
            {
                await session.ExecuteAsync("SET LOCAL lock_timeout = '5s'", cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync($"DROP TABLE IF EXISTS {FreezeObjects.Table}; {FreezeObjects.CreateTable}; GRANT SELECT ON {FreezeObjects.Table} TO PUBLIC; {row}", cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Whoever reads the row at this moment keeps it; the next call removes it.
    private async Task DropObjectsAloneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.InTransactionAsync(
                async () =>
                {
                    if (await session.ScalarAsync<bool>($"SELECT {FreezeObjects.OneAtATimeOrNot}", cancellationToken).ConfigureAwait(false)) await DropObjectsAsync(cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
        }
    }

    // The schema goes only if it was made for the freeze and nothing else is in it.
    private async Task DropObjectsAsync(CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("SET LOCAL lock_timeout = '1s'", cancellationToken).ConfigureAwait(false);
        FreezeFlag? flag = await FreezeFlag.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (flag is null or { IsFrozen: true }) return;
        await session.ExecuteAsync($"DROP TABLE {FreezeObjects.Table}; DROP FUNCTION IF EXISTS {FreezeObjects.Function}()", cancellationToken).ConfigureAwait(false);
        if (flag.MadeSchema && await IsEmptyAsync(cancellationToken).ConfigureAwait(false)) await session.ExecuteAsync($"DROP SCHEMA {FreezeObjects.Schema}", cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>(
            """
            SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid) AND NOT EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid) AND NOT EXISTS (SELECT FROM pg_type WHERE typnamespace = n.oid)
            FROM pg_namespace n WHERE n.nspname = $1
            """, cancellationToken, FreezeObjects.Schema);
}
