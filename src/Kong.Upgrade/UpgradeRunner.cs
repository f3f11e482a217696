using System.Collections.Concurrent;
using System.Diagnostics;
using Kong.Upgrade.Diagnostics;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade;

/// <summary>Runs upgrades over services that the host chose. Thread-safe.</summary>
public sealed class UpgradeRunner : IUpgradeRunner
{
    private readonly UpgradeServices services;
    private readonly KongUpgradeOptions options;
    private readonly ServiceCalls calls;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<UpgradeRun, CancellationTokenSource> active = new();

    /// <summary>Makes a runner without a container.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">How patient the engine is; <see langword="null"/> for the defaults.</param>
    /// <exception cref="MissingServicesException">A required service is missing.</exception>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public UpgradeRunner(UpgradeServices services, KongUpgradeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.ThrowIfIncomplete();
        (this.services, this.options) = (services, options?.Copy() ?? new());
        if (this.options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(KongUpgradeOptions)}: {string.Join(" ", problems)}", nameof(options));
        calls = new(this.options, services.Time);
        log = services.LoggerFactory?.CreateLogger("Kong.Upgrade") ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public async Task<UpgradeReport> RunAsync(UpgradePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        RequireApprovals(plan);
        RequireNames(plan);
        JournalOpening opening = new() { PlanFingerprint = plan.Fingerprint, PlanSummary = plan.ToString(), At = services.Time.GetUtcNow() };
        RunRecord record = await Deadline.RunAsync("opening the journal", options.LookTimeout, services.Time, token => services.Journal!.OpenAsync(opening, token), cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        UpgradeRun run = new(plan, services, options, record, calls, log);
        active.TryAdd(run, turn);
        try
        {
            return await RunAsync(run, turn.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            active.TryRemove(run, out _);
            await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<TimeSpan> RetreatAsync(string reason, CancellationToken cancellationToken = default)
    {
        if (active.Keys.FirstOrDefault(r => r.IsCommitted) is { } past)
            throw new InvalidOperationException($"Run {past.RunId} is past the point of no return: blue must not serve any more, so nothing was moved. Let the run go forward.");
        Task<RetreatResult> retreating = new Retreat(services.WaysBack, options, services.Time, log).ToBlueAsync();
        foreach (CancellationTokenSource run in active.Values) await TurnRoundAsync(run).ConfigureAwait(false);
        RetreatResult result = await retreating.WaitAsync(cancellationToken).ConfigureAwait(false);
        return result.IsInForce ? result.Duration : throw new RetreatFailedException(result, null);
    }

    /// <inheritdoc/>
    public async Task ThawAsync(CancellationToken cancellationToken = default)
    {
        await calls.RepeatableAsync("thawing", services.Freeze!.ThawAsync, cancellationToken).ConfigureAwait(false);
        FreezeState state = await calls.LookAsync("the freeze", services.Freeze.CheckAsync, cancellationToken).ConfigureAwait(false);
        if (state.Standing is not (FreezeStanding.Thawed or FreezeStanding.Observed))
            throw new UpgradeServiceException($"The freeze was lifted, but looking again found: {state.Standing}. Try a configuration write, and call ThawAsync again if it is refused.");
    }

    private static async Task<UpgradeReport> RunAsync(UpgradeRun run, CancellationToken turn, CancellationToken caller)
    {
        using Activity? activity = UpgradeActivities.Run(run.RunId, run.Plan);
        if (run.Journal.Record.Outcome is UpgradeOutcome.Completed) return await new Ending(run).WasCompletedAsync().ConfigureAwait(false);
        UpgradeReport report = await new UpgradeEngine(run).RunAsync(turn).ConfigureAwait(false);
        activity?.SetTag("kong.upgrade.outcome", report.Outcome.ToString());
        // A run that RetreatAsync turned round is reported; only the caller's own token makes an exception of it.
        return report.Error is OperationCanceledException && caller.IsCancellationRequested && report.Outcome is UpgradeOutcome.RolledBack
            ? throw new UpgradeCanceledException(report, caller) : report;
    }

    private void RequireApprovals(UpgradePlan plan)
    {
        if (services.Approvals is null && plan.Approvals.Any(a => a.Gate is null)) throw new MissingServicesException([nameof(IApprovalGate)]);
    }

    /// <summary>Reports go by names: what plan and host bring together must still be told apart.</summary>
    private void RequireNames(UpgradePlan plan)
    {
        IEnumerable<string> rules = services.PreflightRules.Concat(plan.PreflightRules).Select(r => $"the preflight rule '{r.Id}'");
        IEnumerable<string> tests = services.StagingTests.Concat(plan.StagingTests).Concat(plan.StagingSuite.Tests).Select(t => $"the staging test '{t.Name}'");
        string[] twice = [.. rules.Concat(tests).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"Stage/Preflight: {g.Key} is brought by the plan and by the host, or twice. Give one of them another name.")];
        if (twice.Length > 0) throw new InvalidUpgradePlanException(twice);
    }

    private static async Task TurnRoundAsync(CancellationTokenSource run)
    {
        try
        {
            await run.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The run ended in this very moment.
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await Deadline.RunAsync("closing the journal", options.LookTimeout, services.Time, ClosedAsync, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            log.JournalUnwritable("close", string.Empty, error);
        }
    }

    private async Task<bool> ClosedAsync(CancellationToken cancellationToken)
    {
        await services.Journal!.CloseAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
