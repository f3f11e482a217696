namespace Kong.Upgrade;

/// <summary>Runs upgrades. Thread-safe; one run at a time for each journal.</summary>
public interface IUpgradeRunner
{
    /// <summary>Runs a plan to its end, or goes on with the plan's run where an earlier process stopped.</summary>
    /// <param name="plan">The plan. Running the same plan again resumes its run.</param>
    /// <param name="cancellationToken">
    /// Cancelling sends all traffic back to blue and takes back what was set up, before this returns; after the point of no return it has no effect.
    /// </param>
    /// <returns>How the run ended: bad ends that an upgrade may come to are reports, not exceptions.</returns>
    /// <exception cref="Journal.JournalException">The journal could not be opened; nothing was touched.</exception>
    /// <exception cref="InvalidUpgradePlanException">Plan and host bring rules or tests of the same name; nothing was touched.</exception>
    /// <exception cref="MissingServicesException">The plan needs a service that was not given; nothing was touched.</exception>
    /// <exception cref="UpgradeCanceledException">The caller cancelled, and all traffic is on blue.</exception>
    Task<UpgradeReport> RunAsync(UpgradePlan plan, CancellationToken cancellationToken = default);

    /// <summary>Sends all traffic back to blue now. Needs neither plan nor journal nor probe; a run in this process turns round, one in another process notices and does. Never call it after <c>finish</c>: blue can no longer serve then.</summary>
    /// <param name="reason">Why, for logs.</param>
    /// <param name="cancellationToken">The caller no longer waits; the retreat itself is not stopped.</param>
    /// <returns>How long it took until all traffic was seen on blue.</returns>
    /// <exception cref="InvalidOperationException">A run in this process is past the point of no return; nothing was moved.</exception>
    /// <exception cref="RetreatFailedException">The balancer was not seen to obey: set it by hand.</exception>
    Task<TimeSpan> RetreatAsync(string reason, CancellationToken cancellationToken = default);

    /// <summary>Lets configuration writes through again after a rollback.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when writes were seen to be possible.</returns>
    /// <exception cref="UpgradeServiceException">The freeze could not be lifted, or could not be seen to be.</exception>
    Task ThawAsync(CancellationToken cancellationToken = default);
}
