using Kong.Upgrade.Database;

namespace Kong.Upgrade.Backup;

/// <summary>One moment of the database, held so that <c>pg_dump</c> and we see the same: whatever is written meanwhile, both compare exactly.</summary>
internal sealed class HeldSnapshot : IAsyncDisposable
{
    private readonly DatabaseSession session;

    private HeldSnapshot(DatabaseSession session, string id) => (this.session, Id) = (session, id);

    /// <summary>What <c>SET TRANSACTION SNAPSHOT</c> and <c>pg_dump --snapshot</c> take.</summary>
    public string Id { get; }

    public static async Task<HeldSnapshot> TakeAsync(KongDatabase database, CancellationToken cancellationToken)
    {
        DatabaseSession session = await database.OpenAsync("holding a snapshot for the dump", cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellationToken).ConfigureAwait(false);
            // It does nothing but wait while the dump runs; a server that ends idle transactions would end the backup.
            await session.ExecuteAsync(
                "SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')", cancellationToken).ConfigureAwait(false);
            string? id = await session.ScalarAsync<string>("SELECT pg_export_snapshot()", cancellationToken).ConfigureAwait(false);
            return new(session, id!);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Triggers that the write freeze hung on Kong's tables, and event triggers, by their object ids as <c>pg_restore -l</c> shows them.</summary>
    public async Task<IReadOnlySet<string>> FreezeTriggersAsync(CancellationToken cancellationToken) => (await session.QueryAsync(
        """
        SELECT '2620 ' || t.oid FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.pronamespace = to_regnamespace('kong_upgrade') AND NOT t.tgisinternal
        UNION ALL
        SELECT '3466 ' || e.oid FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid WHERE p.pronamespace = to_regnamespace('kong_upgrade')
        """,
        row => row.GetString(0), cancellationToken).ConfigureAwait(false)).ToHashSet();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
