using System.Globalization;
using System.Text;
using Kong.Upgrade.Reporting;

namespace Kong.Upgrade.Preflight.Reports;

/// <summary>A report for a person.</summary>
internal static class PreflightText
{
    public static string Headline(PreflightReport report)
    {
        string upgrade = $"Kong {report.From} to {report.To}";
        PreflightFinding[] blocking = [.. report.Findings.Where(f => f.IsBlocking)];
        if (blocking.Length > 0) return $"{Count(blocking.Length, "FINDING STANDS", "FINDINGS STAND")} IN THE WAY of {upgrade}: mend {string.Join(", ", blocking.Select(f => f.Id))}, or accept each with a reason, and evaluate again. Nothing was changed.";
        int read = report.Findings.Count(f => f.Severity >= FindingSeverity.Serious);
        return $"NOTHING STANDS IN THE WAY of {upgrade}{(report.IsComplete ? "" : $" in what was read, but {Count(report.Sources.Count(s => !s.IsRead), "source was", "sources were")} not")}{(read == 0 ? "" : $"; read {Count(read, "serious finding", "serious findings")} first")}. Nothing was changed.";
    }

    public static string Of(PreflightReport report, int examples)
    {
        StringBuilder text = new(report.Headline);
        text.Append('\n');
        Sources(text, report);
        int concerned = report.Findings.Concat(report.Accepted.Select(a => a.Finding)).Count(f => f.Certainty is not FindingCertainty.Review && Catalogue.BreakingChanges.Find(f.Id!) is not null);
        Line(text, "changes", $"{report.ChangesBetween} known changes lie between; {concerned} of them concern this installation, {report.Findings.Count(f => f.Certainty is FindingCertainty.Review)} more are left to a person");
        Line(text, "way", FirstLine(report.Path.Describe()));
        Line(text, "advised", FirstLine(report.Strategy.Describe()).Replace($"{report.Path}: ", "", StringComparison.Ordinal));
        foreach (IGrouping<FindingSeverity, PreflightFinding> group in report.Findings.Where(f => f.Certainty is not FindingCertainty.Review).GroupBy(f => f.Severity)) Group(text, group.Key.ToString().ToUpperInvariant(), group, examples);
        Group(text, "FOR A PERSON TO READ (no program can see these from here)", report.Findings.Where(f => f.Certainty is FindingCertainty.Review), examples);
        if (report.Accepted.Count > 0) text.Append("\nACCEPTED\n");
        foreach (AcceptedFinding accepted in report.Accepted) Line(text, accepted.Finding.Id!, $"{accepted.Finding.What} Accepted: {accepted.Reason}");
        Way(text, report);
        if (report.UnusedAcceptances.Count > 0) Line(text, "unused", $"accepted by the plan but not found: {string.Join(", ", report.UnusedAcceptances)}");
        return text.ToString();
    }

    private static void Way(StringBuilder text, PreflightReport report)
    {
        text.Append("\nTHE WAY, AND WHAT KONG'S DOCUMENTS ADVISE\n");
        foreach (string line in Lines(report.Path.Describe()).Skip(1).Concat(Lines(report.Strategy.Describe()).Skip(1))) Line(text, "", line.Trim(), hanging: 3);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string FirstLine(string text) => Lines(text)[0];

    private static void Sources(StringBuilder text, PreflightReport report)
    {
        Line(text, "read", $"{report.Sources.Count(s => s.IsRead)} of {Count(report.Sources.Count, "source", "sources")}");
        foreach (PreflightSource source in report.Sources) Line(text, "", source.ToString());
    }

    private static void Group(StringBuilder text, string title, IEnumerable<PreflightFinding> findings, int examples)
    {
        bool isFirst = true;
        foreach (PreflightFinding finding in findings)
        {
            if (isFirst) text.Append('\n').Append(title).Append('\n');
            isFirst = false;
            Finding(text, finding, examples);
        }
    }

    private static void Finding(StringBuilder text, PreflightFinding finding, int examples)
    {
        Line(text, finding.Id!, $"{(finding.Certainty is FindingCertainty.Suspected ? "Suspected: " : "")}{finding.What}");
        foreach (FindingSubject subject in finding.Subjects.Where(s => s.Value.Length > 0).Take(examples)) Line(text, "", $"- {subject}");
        if (finding.Count > examples && finding.Subjects.Any(s => s.Value.Length > 0)) Line(text, "", string.Create(CultureInfo.InvariantCulture, $"- {(examples == 0 ? "" : "… ")}{finding.Count:N0} in all"));
        if (finding.Remedy.Length > 0) Line(text, "", $"do: {finding.Remedy}");
        if (finding.HowToFindOut is { } how) Line(text, "", $"find out: {how}");
    }

    private static void Line(StringBuilder text, string word, string line, int hanging = 0) => WrappedLine.Append(text, word, line, line.StartsWith("- ", StringComparison.Ordinal) ? 2 : hanging);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
