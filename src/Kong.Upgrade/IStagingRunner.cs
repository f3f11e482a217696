using Kong.Upgrade.Staging;

namespace Kong.Upgrade;

/// <summary>Runs a suite of staging tests against green, within an upgrade or alone.</summary>
/// <remarks>Only looks, as far as the suite's tests do; may be called again at any time. For the implementer: what could not be looked at is <see cref="StagingVerdict.CouldNotTell"/>, never a pass.</remarks>
public interface IStagingRunner
{
    /// <summary>Runs every test of a suite that is agreed to.</summary>
    /// <param name="suite">The tests.</param>
    /// <param name="target">Green, and blue where it is known.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>How it ended. That tests fail is a result and no exception.</returns>
    Task<StagingReport> RunAsync(StagingSuite suite, StagingTarget target, CancellationToken cancellationToken = default);
}
