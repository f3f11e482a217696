using Kong.Upgrade.Processes;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Migrations;

/// <summary>
/// Reads one state from two sources: what is new and missing only a version's <c>kong</c> knows; what is executed and pending stands in the
/// database. Where the two contradict each other, there is no state.
/// </summary>
internal sealed class MigrationStateReader(KongCommand kong, KongDatabase database, TimeProvider time, ILogger logger)
{
    private static readonly string[] statusWords = ["migrations", "status"];
    private static readonly string[] listWords = ["migrations", "list"];

    public async Task<MigrationState> ReadAsync(CancellationToken cancellationToken)
    {
        (KongView view, SchemaMeta meta) = await LookAsync(cancellationToken).ConfigureAwait(false);
        // Changed between the two looks, perhaps.
        if (Contradiction(view, meta) is not null) (view, meta) = await LookAsync(cancellationToken).ConfigureAwait(false);
        if (Contradiction(view, meta) is { } contradiction) throw Disagreement(view, meta, contradiction);
        return new()
        {
            SeenBy = kong.Version,
            NeedsBootstrap = meta.NeedsBootstrap,
            Executed = meta.Executed,
            Pending = meta.Pending,
            New = view.New,
            Missing = view.Missing,
        };
    }

    private async Task<(KongView, SchemaMeta)> LookAsync(CancellationToken cancellationToken)
    {
        KongView view = await AskKongAsync(cancellationToken).ConfigureAwait(false);
        return (view, await SchemaMeta.ReadAsync(database, cancellationToken).ConfigureAwait(false));
    }

    // 'status' exists since 3.0; it may fail where 'list' does not, when something is missing (kong-facts 1.4).
    private async Task<KongView> AskKongAsync(CancellationToken cancellationToken)
    {
        CommandOutcome? status = null;
        if (kong.Version.Major >= 3)
        {
            status = await RunAsync(statusWords, cancellationToken).ConfigureAwait(false);
            if (StatusOutput.Read(status.Out) is { } seen && status.ExitCode == 0) return seen;
        }
        CommandOutcome list = await RunAsync(listWords, cancellationToken).ConfigureAwait(false);
        if (ListOutput.Read(list.ExitCode, list.Out) is not { } view) throw Unreadable(status, list);
        if (status is not null) logger.StatusUnreadable(kong.Version, status.ExitCode, status.LastLines());
        return view;
    }

    private async Task<CommandOutcome> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        using ThrowAwayPrefix prefix = new();
        CommandLine line = KongCli.Line(kong, database, prefix.Path, words) with { LeavesNothing = true };
        return await Command.RunAsync(line, time, null, cancellationToken).ConfigureAwait(false);
    }

    // Names that only one of the two knows are no contradiction: an old kong does not know new names, nor those of plugins that it does not load.
    private static string? Contradiction(KongView view, SchemaMeta meta)
    {
        // An empty schema_meta is what needs_bootstrap means; 'list' then says nothing else.
        if (view.NeedsBootstrap != meta.NeedsBootstrap) return $"needs bootstrap: {view.NeedsBootstrap} and {meta.NeedsBootstrap}";
        Migration[] wrong =
        [
            .. view.Executed.Where(m => !meta.Executed.Contains(m)), .. view.Pending.Where(m => !meta.Pending.Contains(m)),
            .. view.New.Concat(view.Missing).Where(m => !meta.Lacks(m)),
        ];
        return wrong.Length == 0 ? null : string.Join(", ", wrong.Take(10));
    }

    private UpgradeServiceException Disagreement(KongView view, SchemaMeta meta, string what) => new(
        $"{kong} and {database} contradict each other, twice ({view}; {meta}; they differ on {what}). Either somebody migrates at this moment, or that kong looks at another " +
        $"database or schema: compare pg_host, pg_port, pg_database and pg_schema in its configuration with {database}.");

    private UpgradeServiceException Unreadable(CommandOutcome? status, CommandOutcome list) => new(
        $"{kong} does not say how {database} stands: 'kong migrations list' exited {list.ExitCode} with '{list.LastLines()}'" +
        (status is null ? "" : $", 'status' exited {status.ExitCode} with '{status.LastLines()}'") +
        ". Run it by hand with --vv and see to what it complains about.",
        isTransient: $"{list.Err}{status?.Err}".Contains("[PostgreSQL error]", StringComparison.Ordinal));
}
