using System.Globalization;
using System.Text;
using Kong.Upgrade.Reporting;

namespace Kong.Upgrade.Staging.Reports;

/// <summary>A staging report for a person.</summary>
internal static class StagingText
{
    private const int MostSubjects = 5, MostLines = 20;

    public static string Headline(StagingReport report) => report.Verdict switch
    {
        StagingVerdict.Failed => $"GREEN DOES NOT DO WHAT IS EXPECTED: {Count(report.Causes.Count, "cause", "causes")}, {Count(report.FailedCount, "test fails", "tests fail")} of {report.Tests.Count}. No user has met it. Mend the first cause below, or go on with blue.",
        StagingVerdict.Passed => $"GREEN PASSED: {Count(report.PassedCount, "test", "tests")}{(report.Untested.Count == 0 ? "" : $"; {Count(report.Untested.Count, "thing was", "things were")} not tested")}.",
        _ when report.Tests.Count == 0 && report.Troubles.Count == 0 => "NOTHING WAS TESTED: the suite has no test. Add some, or leave staging out knowingly.",
        _ => $"IT COULD NOT BE TOLD whether green does what is expected: {Count(report.Tests.Count(t => t.Verdict is StagingVerdict.CouldNotTell) + report.Troubles.Count, "look", "looks")} failed, {report.PassedCount} of {report.Tests.Count} tests passed. Mend what kept them from looking and run them again.",
    };

    public static string Of(StagingReport report)
    {
        StringBuilder text = new(report.Headline);
        text.Append('\n');
        Line(text, "tests", string.Create(CultureInfo.InvariantCulture, $"{report.PassedCount} passed, {report.FailedCount} failed, {report.Tests.Count(t => t.Verdict is StagingVerdict.CouldNotTell)} could not tell, {report.Tests.Count(t => t.Verdict is null)} not run, in {report.Duration.TotalSeconds:0.#} s"));
        foreach (StagingCause cause in report.Causes) Cause(text, cause);
        Lines(text, "COULD NOT TELL", [.. report.Troubles, .. report.Tests.Where(t => t.Verdict is StagingVerdict.CouldNotTell).Select(t => $"{t.Name}: {t.Evidence}")]);
        Lines(text, "NOT TESTED", report.Untested);
        Lines(text, "DIFFERENT BY VERSION, AND RIGHT", report.Explained);
        return text.ToString();
    }

    private static void Cause(StringBuilder text, StagingCause cause)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nFAILED: {cause.Area}: {cause.What}\n");
        Line(text, "on", cause.IsOnEveryNode ? $"every green node ({string.Join(", ", cause.Nodes)})" : $"only {string.Join(", ", cause.Nodes)}");
        Line(text, "strikes", $"{string.Join(", ", cause.Subjects.Take(MostSubjects))}{(cause.Subjects.Count > MostSubjects ? $" … {cause.Subjects.Count} in all" : "")}");
        if (cause.Shared is { } shared && shared != cause.Area) Line(text, "shared", $"all of them have {shared}, and nothing that passes has");
        if (cause.Example.Request is { } request) Line(text, "asked", request);
        if (cause.Example.Green is { } green) Line(text, "green", $"{cause.Example.Node}: {green}");
        if (cause.Example.Blue is { } blue) Line(text, "blue", blue);
        foreach (var change in cause.Changes) Line(text, "may be", $"{change.Id}: {change.Title} {change.Remedy}");
    }

    private static void Lines(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        text.Append('\n').Append(title).Append('\n');
        foreach (string line in lines.Take(MostLines)) Line(text, "", "- " + line);
        if (lines.Count > MostLines) Line(text, "", $"- … {lines.Count} in all");
    }

    private static void Line(StringBuilder text, string word, string line) => WrappedLine.Append(text, word, line, 2);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
