using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A staging test that ends as it is told; it passes unless told otherwise. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where ends are told; a story of its own by default.</param>
public sealed class FakeStagingTest(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IStagingTest
{
    private readonly FakeCalls calls = new(time, faults, story);
    private StagingOutcome outcome = new(StagingVerdict.Passed, "as expected");

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <inheritdoc/>
    public string Name => "fake staging test";

    /// <summary>How often it ran.</summary>
    public int RunCount { get; private set; }

    /// <summary>It ends so from now on.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="evidence">The evidence.</param>
    public void Ends(StagingVerdict verdict, string evidence) => outcome = new(verdict, evidence);

    /// <summary>Green does something else than expected.</summary>
    /// <param name="evidence">What it did.</param>
    public void Fail(string evidence) => Ends(StagingVerdict.Failed, evidence);

    /// <inheritdoc/>
    public Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken) => calls.EffectAsync(KongCall.RunStagingTest, $"staging: {outcome.Verdict}", Run, cancellationToken);

    private StagingOutcome Run()
    {
        RunCount++;
        return outcome;
    }
}
