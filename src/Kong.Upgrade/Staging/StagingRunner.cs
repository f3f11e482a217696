using Kong.Upgrade.Staging.Reports;

namespace Kong.Upgrade.Staging;

/// <summary>Runs suites: what is found first (configuration, recorded traffic) becomes tests, and then all run side by side, politely. Safe for any number of threads.</summary>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
public sealed class StagingRunner(TimeProvider? time = null) : IStagingRunner
{
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public async Task<StagingReport> RunAsync(StagingSuite suite, StagingTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(target);
        long start = time.GetTimestamp();
        using StagingSession session = new(suite.Options, time);
        StagingTarget shared = new() { Green = target.Green, Blue = target.Blue, From = target.From, Session = session };
        SourcedTests sourced = await suite.PrepareAsync(shared, cancellationToken).ConfigureAwait(false);
        StagedTest[] tests = await RunAllAsync(sourced.Tests, shared, cancellationToken).ConfigureAwait(false);
        return StagingReports.Of(tests, sourced, StagingSuite.Uncompared(shared), shared, time.GetElapsedTime(start));
    }

    private static async Task<StagedTest[]> RunAllAsync(IReadOnlyList<IStagingTest> tests, StagingTarget target, CancellationToken cancellationToken)
    {
        StagedTest[] ended = new StagedTest[tests.Count];
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = target.Session!.Options.MostAtOnce, CancellationToken = cancellationToken };
        foreach (bool last in (bool[])[false, true])
            await Parallel.ForEachAsync(Enumerable.Range(0, tests.Count).Where(at => tests[at] is IRunsLast == last), sideBySide, async (at, token) => ended[at] = await StagedTests.RunAsync(tests[at], target, token).ConfigureAwait(false)).ConfigureAwait(false);
        return ended;
    }
}
