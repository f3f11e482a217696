using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A runner of staging suites that asks nobody: every written test of a suite ends as it is told, and passes unless told otherwise. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where ends are told; a story of its own by default.</param>
public sealed class FakeStagingRunner(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IStagingRunner
{
    private readonly FakeCalls calls = new(time, faults, story);
    private volatile StagingFinding? failure;

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>The target of the last run; <see langword="null"/> before.</summary>
    public StagingTarget? LastTarget { get; private set; }

    /// <summary>From now on the first test of every suite finds something.</summary>
    /// <param name="finding">What it finds.</param>
    public void Fail(StagingFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        failure = finding;
    }

    /// <inheritdoc/>
    public Task<StagingReport> RunAsync(StagingSuite suite, StagingTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(target);
        return calls.EffectAsync(KongCall.RunStagingSuite, $"staging suite: {(failure is null ? StagingVerdict.Passed : StagingVerdict.Failed)}", () => Report(suite, target), cancellationToken);
    }

    private StagingReport Report(StagingSuite suite, StagingTarget target)
    {
        LastTarget = target;
        StagingFinding? found = failure;
        return new()
        {
            Verdict = found is null ? StagingVerdict.Passed : StagingVerdict.Failed,
            Tests = [.. suite.Lines.Select((name, at) => new StagedTest { Name = name, Verdict = found is not null && at == 0 ? StagingVerdict.Failed : StagingVerdict.Passed, Evidence = "as it was told" })],
            Causes = found is null ? [] : [new() { What = found.What, Area = found.Area, Nodes = [found.Node], IsOnEveryNode = target.Green.Count == 1, Subjects = [found.Subject], Example = found }],
            Troubles = [],
            Untested = [],
            Explained = [],
            Duration = TimeSpan.Zero,
        };
    }
}
