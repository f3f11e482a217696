using Kong.Upgrade.Staging;

namespace Kong.Upgrade;

/// <summary>Tests one use case on green before users meet it: does Key Authentication authenticate as it should?</summary>
/// <remarks>
/// For the implementer: a test may run again after a crash, and beside others, so it must not spend or change anything that matters unless <see cref="Effects"/> says so. What could not be
/// looked at is <see cref="StagingVerdict.CouldNotTell"/>; an exception is taken for the same. Both end in going back to blue.
/// </remarks>
public interface IStagingTest
{
    /// <summary>The use case, in words; unique within a plan and part of its fingerprint.</summary>
    string Name { get; }

    /// <summary>What it leaves behind. Nothing by default; a test that says more runs only with consent.</summary>
    StagingEffects Effects => StagingEffects.None;

    /// <summary>Runs the test.</summary>
    /// <param name="target">Green, and blue where it is known.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The end with its evidence.</returns>
    Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken);
}
