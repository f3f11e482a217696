using Kong.Upgrade.Freeze;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Execution;

/// <summary>Looks now and then whether the configuration still is what it was after 'up': a write that slipped through leaves the clusters different (kong-facts 11.16).</summary>
internal sealed class DriftWatch(UpgradeRun run)
{
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private Sight last;

    public async Task<Sight> LookAsync(CancellationToken cancellationToken)
    {
        if (run.Journal.Recall(Facts.ConfigurationAfterUp) is not { Length: > 0 } baseline || run.Time.GetUtcNow() < next) return last;
        try
        {
            FreezeState state = await run.Calls.LookAsync("the freeze", run.Services.Freeze!.CheckAsync, cancellationToken).ConfigureAwait(false);
            last = Drift.Between(baseline, run.Journal.Recall(Facts.TablesAfterUp), state) is { } drift ? Sight.Foreign(drift) : default;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A database that does not answer says nothing; 'finish' needs the answer, the users of the moment do not.
        }
        next = run.Time.GetUtcNow() + run.Options.DriftInterval;
        return last;
    }
}
