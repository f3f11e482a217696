using Kong.Upgrade.Preflight.Catalogue;
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
        return Report(suite, shared, sourced, tests, time.GetElapsedTime(start));
    }

    private static async Task<StagedTest[]> RunAllAsync(IReadOnlyList<IStagingTest> tests, StagingTarget target, CancellationToken cancellationToken)
    {
        StagedTest[] ended = new StagedTest[tests.Count];
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = target.Session!.Options.MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, tests.Count), sideBySide, async (at, token) => ended[at] = await StagedTests.RunAsync(tests[at], target, token).ConfigureAwait(false)).ConfigureAwait(false);
        return ended;
    }

    private static StagingReport Report(StagingSuite suite, StagingTarget target, SourcedTests sourced, StagedTest[] tests, TimeSpan duration)
    {
        KongVersion? from = target.From ?? target.Blue.FirstOrDefault()?.Version, to = target.Green.FirstOrDefault()?.Version;
        IReadOnlyList<BreakingChange> changes = from is null || to is null ? [] : BreakingChanges.Between(from, to);
        bool isUnknown = sourced.Troubles.Count > 0 || tests.Length == 0 || tests.Any(t => t.Verdict is StagingVerdict.CouldNotTell);
        return new()
        {
            Verdict = tests.Any(t => t.Verdict is StagingVerdict.Failed) ? StagingVerdict.Failed : isUnknown ? StagingVerdict.CouldNotTell : StagingVerdict.Passed,
            Tests = tests,
            Causes = new CauseFinder(tests, target.Green.Count, changes).Find(),
            Troubles = sourced.Troubles,
            Untested = [.. sourced.Untested, .. tests.Where(t => t.Verdict is null).GroupBy(t => t.Evidence).Select(g => $"{g.First().Name}{(g.Count() > 1 ? $" and {g.Count() - 1} more" : "")}: {g.Key}"), .. suite.Uncompared(target)],
            Explained = [.. tests.SelectMany(t => t.Explained).GroupBy(e => e).OrderByDescending(g => g.Count()).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()} tests)")],
            Duration = duration,
        };
    }
}
