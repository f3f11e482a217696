using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging.Reports;

/// <summary>Makes reports of ended tests.</summary>
internal static class StagingReports
{
    /// <summary>The report of tests that a host brought by themselves.</summary>
    public static StagingReport Of(IReadOnlyList<StagedTest> tests, StagingTarget target) => Of(tests, new(), [], target, TimeSpan.Zero);

    public static StagingReport Of(IReadOnlyList<StagedTest> tests, SourcedTests sourced, IEnumerable<string> untested, StagingTarget target, TimeSpan duration) => new()
    {
        Verdict = Verdict(tests, sourced.Troubles),
        Tests = tests,
        Causes = new CauseFinder(tests, target.Green.Count, Changes(target)).Find(),
        Troubles = sourced.Troubles,
        Untested = [.. sourced.Untested, .. NotRun(tests), .. untested],
        Explained = [.. tests.SelectMany(t => t.Explained).GroupBy(e => e).OrderByDescending(g => g.Count()).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()} tests)")],
        Duration = duration,
    };

    /// <summary>One report of a suite's and of tests that ran before it.</summary>
    public static StagingReport With(IReadOnlyList<StagedTest> before, StagingReport report, StagingTarget target)
    {
        if (before.Count == 0) return report;
        StagingReport first = Of(before, target);
        return new()
        {
            Verdict = Worse(first.Verdict, report.Verdict),
            Tests = [.. before, .. report.Tests],
            Causes = [.. first.Causes, .. report.Causes],
            Troubles = report.Troubles,
            Untested = [.. first.Untested, .. report.Untested],
            Explained = [.. first.Explained, .. report.Explained],
            Duration = report.Duration,
        };
    }

    private static StagingVerdict Verdict(IReadOnlyList<StagedTest> tests, IReadOnlyList<string> troubles) =>
        tests.Any(t => t.Verdict is StagingVerdict.Failed) ? StagingVerdict.Failed
        : troubles.Count > 0 || !tests.Any(t => t.Verdict is StagingVerdict.Passed) || tests.Any(t => t.Verdict is StagingVerdict.CouldNotTell) ? StagingVerdict.CouldNotTell : StagingVerdict.Passed;

    private static StagingVerdict Worse(StagingVerdict one, StagingVerdict other) =>
        one is StagingVerdict.Failed || other is StagingVerdict.Failed ? StagingVerdict.Failed : one is StagingVerdict.Passed && other is StagingVerdict.Passed ? StagingVerdict.Passed : StagingVerdict.CouldNotTell;

    private static IReadOnlyList<BreakingChange> Changes(StagingTarget target) =>
        (target.From ?? (target.Blue is [var blue, ..] ? blue.Version : null)) is { } from && target.Green is [{ Version: var to }, ..] ? BreakingChanges.Between(from, to) : [];

    private static IEnumerable<string> NotRun(IReadOnlyList<StagedTest> tests) =>
        tests.Where(t => t.Verdict is null).GroupBy(t => t.Evidence).Select(g => $"{g.First().Name}{(g.Count() > 1 ? $" and {g.Count() - 1} more" : "")}: {g.Key}");
}
