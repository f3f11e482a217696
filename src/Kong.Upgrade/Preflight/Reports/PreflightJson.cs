using System.Text;
using System.Text.Json;
using static Kong.Upgrade.Reporting.JsonParts;

namespace Kong.Upgrade.Preflight.Reports;

/// <summary>A report for programs.</summary>
internal static class PreflightJson
{
    public static string Of(PreflightReport report)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("headline", report.Headline);
            json.WriteString("from", report.From.ToString());
            json.WriteString("to", report.To.ToString());
            json.WriteString("evaluatedAt", report.EvaluatedAt);
            json.WriteBoolean("isBlocked", report.IsBlocked);
            json.WriteBoolean("isComplete", report.IsComplete);
            json.WriteNumber("changesBetween", report.ChangesBetween);
            json.WriteString("path", report.Path.ToString());
            json.WriteString("pathStanding", Name(report.Path.Standing));
            Array(json, "advised", report.Strategy.Options, o => json.WriteStringValue(o.ToString()));
            Array(json, "sources", report.Sources, s => Source(json, s));
            Array(json, "findings", report.Findings, f => Finding(json, f, null));
            Array(json, "accepted", report.Accepted, a => Finding(json, a.Finding, a.Reason));
            Array(json, "unusedAcceptances", report.UnusedAcceptances, json.WriteStringValue);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Source(Utf8JsonWriter json, PreflightSource source)
    {
        json.WriteStartObject();
        json.WriteString("name", source.Name);
        json.WriteBoolean("isRead", source.IsRead);
        Text(json, "read", source.Read);
        Text(json, "trouble", source.Trouble);
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, PreflightFinding finding, string? reason)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", Name(finding.Severity));
        json.WriteString("certainty", Name(finding.Certainty));
        json.WriteBoolean("isBlocking", finding.IsBlocking);
        json.WriteString("what", finding.What);
        json.WriteString("remedy", finding.Remedy);
        Text(json, "howToFindOut", finding.HowToFindOut);
        Text(json, "source", finding.Source);
        Text(json, "acceptedBecause", reason);
        json.WriteNumber("count", finding.Count);
        Array(json, "subjects", finding.Subjects, s => Subject(json, s));
        json.WriteEndObject();
    }

    private static void Subject(Utf8JsonWriter json, FindingSubject subject)
    {
        json.WriteStartObject();
        json.WriteString("kind", subject.Kind);
        Text(json, "name", subject.Name);
        Text(json, "id", subject.Id);
        Text(json, "workspace", subject.Workspace);
        Text(json, "scope", subject.Scope);
        json.WriteString("value", subject.Value);
        json.WriteEndObject();
    }
}
