using Kong.Upgrade.Rehearsals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Migrations;

/// <summary>Runs <c>kong migrations</c> with green's <c>kong</c> on this host and believes only what stands in the database afterwards.</summary>
/// <remarks>
/// Safe for any number of threads; one run at a time on one database, whoever else asks is refused. Give it a login role of the migration's own,
/// with <c>role</c> set to the owner of Kong's tables: then sessions that a killed run leaves can be told from the nodes' and ended (kong-facts 12.2, 12.8).
/// A call ends only when nothing of its command runs any more, neither here nor in the database; so its token may take a while to be obeyed.
/// </remarks>
public sealed class KongCliMigrationRunner : IMigrationRunner
{
    private readonly MigrationTools tools;
    private volatile MigrationRunEvidence? lastRun;

    /// <summary>Names what migrates what. Nothing is run or connected yet.</summary>
    /// <param name="green">Green's <c>kong</c>, with the nodes' settings; above all the same <c>plugins</c> (kong-facts 1.3).</param>
    /// <param name="database">The database, as the migration's role sees it.</param>
    /// <param name="options">Patience and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where Kong's output goes, line by line, without secrets.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public KongCliMigrationRunner(KongCommand green, KongDatabase database, KongMigrationOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(green);
        ArgumentNullException.ThrowIfNull(database);
        options ??= new();
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        tools = new(green, database, options, time ?? TimeProvider.System, (loggers ?? NullLoggerFactory.Instance).CreateLogger<KongCliMigrationRunner>());
    }

    /// <summary>What was seen in the last call of <see cref="UpAsync"/>, <see cref="FinishAsync"/> or <see cref="RepairAsync"/> that has ended, well or not; <see langword="null"/> before the first.</summary>
    public MigrationRunEvidence? LastRun => lastRun;

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">The database or <c>kong</c> did not answer, or they contradict each other.</exception>
    public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => tools.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="MigrationIncompleteException">A part was done and the rest was not.</exception>
    /// <exception cref="UpgradeServiceException">Nothing was done, or it cannot be told what was done, or objects belong to the wrong role.</exception>
    public async Task<MigrationState> UpAsync(CancellationToken cancellationToken)
    {
        RehearsalReport? rehearsal = await RehearsalAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync("up", rehearsal, run => new MigrateUp(run, tools.Options.Force).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="MigrationIncompleteException">A part was done and the rest was not; the same call again is the remedy.</exception>
    /// <exception cref="UpgradeServiceException">Nothing was done, or it cannot be told what was done.</exception>
    public async Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        RehearsalReport? rehearsal = await RehearsalAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync("finish", rehearsal, run => new MigrateFinish(run).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>After <c>up</c> did only a part of its work: takes this upgrade's pending names out of <c>schema_meta</c>, in one transaction and only if the database stands exactly as expected, and runs <c>up</c> again.</summary>
    /// <param name="consent">Who wants it, and the rehearsal that says which names are this upgrade's.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The state read after the command ended: the rehearsed one.</returns>
    /// <exception cref="MigrationIncompleteException">The second <c>up</c>, too, did only a part.</exception>
    /// <exception cref="UpgradeServiceException">The database does not stand as such an interrupted run would leave it; nothing was changed.</exception>
    public Task<MigrationState> RepairAsync(RepairConsent consent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(consent);
        return RunAsync(
            "repair", consent.Rehearsal,
            async run =>
            {
                await new MigrationRepair(run, consent).ClearAsync(cancellationToken).ConfigureAwait(false);
                return await new MigrateUp(run, consent: null).RunAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private async Task<MigrationState> RunAsync(string verb, RehearsalReport? rehearsal, Func<MigrationRun, Task<MigrationState>> work, CancellationToken cancellationToken)
    {
        EvidenceDraft draft = new(verb);
        try
        {
            MigrationRun run = await MigrationRun.OpenAsync(tools, rehearsal, draft, cancellationToken).ConfigureAwait(false);
            await using (run.ConfigureAwait(false))
            {
                await run.PrepareAsync(cancellationToken).ConfigureAwait(false);
                return await work(run).ConfigureAwait(false);
            }
        }
        finally
        {
            lastRun = draft.Finish();
        }
    }

    private Task<RehearsalReport?> RehearsalAsync(CancellationToken cancellationToken) => tools.Options.Rehearsal?.Invoke(cancellationToken) ?? Task.FromResult<RehearsalReport?>(null);
}
