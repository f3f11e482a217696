using Kong.Upgrade.Staging;

namespace Kong.Upgrade;

/// <summary>Green did not pass its staging tests. No user had met it.</summary>
public sealed class StagingFailedException : KongUpgradeException
{
    private const int MostTold = 20, MostSubjects = 3;

    internal StagingFailedException(StagingReport report)
        : this(report, [.. Lines(report)])
    {
    }

    private StagingFailedException(StagingReport report, IReadOnlyList<string> failures)
        : base($"green did not pass {failures.Count} staging {(failures.Count == 1 ? "test" : "tests")}; compare the considerations and breaking changes between the versions:"
            + string.Concat(failures.Take(MostTold).Select(f => $"{Environment.NewLine}- {f}")) + (failures.Count > MostTold ? $"{Environment.NewLine}- … {failures.Count - MostTold} more are in the report" : "")) =>
        (Report, Failures) = (report, failures);

    /// <summary>Each cause with its evidence, and each test that could not tell.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>Everything.</summary>
    public StagingReport Report { get; }

    private static IEnumerable<string> Lines(StagingReport report) =>
    [
        .. report.Causes.Select(Line),
        .. report.Tests.Where(t => t.Verdict is StagingVerdict.CouldNotTell).Select(t => $"{t.Name}: {t.Verdict}: {t.Evidence}"),
        .. report.Troubles,
    ];

    private static string Line(StagingCause cause)
    {
        if (cause.Area == StagedTests.UseCase) return $"{cause.Subjects[0]}: {StagingVerdict.Failed}: {cause.What}";
        string subjects = $"{string.Join(", ", cause.Subjects.Take(MostSubjects))}{(cause.Subjects.Count > MostSubjects ? $" and {cause.Subjects.Count - MostSubjects} more" : "")}";
        string changes = cause.Changes.Count == 0 ? "" : $"; it may be {string.Join(" or ", cause.Changes.Select(c => c.Id))}";
        return $"{cause.Area}: {cause.What}, on {string.Join(", ", cause.Nodes)}: {subjects}{changes}";
    }
}
