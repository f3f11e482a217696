using System.Text;
using System.Text.Json;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Reporting;

namespace Kong.Upgrade.Preflight.Reports;

/// <summary>A report as SARIF 2.1.0, for whatever already gathers the findings of scanners.</summary>
internal static class PreflightSarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Of(PreflightReport report)
    {
        (PreflightFinding Finding, string? Reason)[] findings = [.. report.Findings.Select(f => (f, (string?)null)), .. report.Accepted.Select(a => (a.Finding, (string?)a.Reason))];
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, findings.Select(f => f.Finding).DistinctBy(f => f.Id));
            Invocation(json, report);
            JsonParts.Array(json, "results", findings, f => Result(json, f.Finding, f.Reason));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Tool(Utf8JsonWriter json, IEnumerable<PreflightFinding> findings)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Kong.Upgrade");
        JsonParts.Array(json, "rules", findings, f => Rule(json, f));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, PreflightFinding finding)
    {
        BreakingChange? change = BreakingChanges.Find(finding.Id!);
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        Message(json, "shortDescription", change?.Title ?? finding.What);
        Message(json, "fullDescription", change?.LookFor ?? finding.What);
        Message(json, "help", finding.Remedy.Length > 0 ? finding.Remedy : finding.What);
        json.WriteEndObject();
    }

    // What was not read is told where scanners tell it: the run did not execute successfully.
    private static void Invocation(Utf8JsonWriter json, PreflightReport report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.IsComplete);
        json.WriteString("endTimeUtc", report.EvaluatedAt.UtcDateTime);
        JsonParts.Array(json, "toolExecutionNotifications", report.Sources.Where(s => !s.IsRead), s => Notification(json, s));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Notification(Utf8JsonWriter json, PreflightSource source)
    {
        json.WriteStartObject();
        json.WriteString("level", "error");
        Message(json, "message", source.ToString());
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, PreflightFinding finding, string? reason)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteString("kind", finding.Certainty is FindingCertainty.Review ? "review" : "fail");
        json.WriteString("level", Level(finding));
        Message(json, "message", $"{finding.What} {finding.Remedy}".TrimEnd());
        JsonParts.Array(json, "locations", finding.Subjects, s => Location(json, s));
        if (reason is not null) Suppression(json, reason);
        json.WriteStartObject("properties");
        json.WriteString("severity", JsonParts.Name(finding.Severity));
        json.WriteString("certainty", JsonParts.Name(finding.Certainty));
        json.WriteNumber("count", finding.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, FindingSubject subject)
    {
        json.WriteStartObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", subject.Name ?? subject.Id ?? subject.Kind);
        json.WriteString("fullyQualifiedName", string.Join('/', new[] { subject.Workspace, subject.Kind, subject.Id ?? subject.Name }.OfType<string>()));
        json.WriteString("kind", subject.Kind);
        json.WriteEndObject();
        json.WriteEndArray();
        if (subject.Value.Length > 0) Message(json, "message", subject.Value);
        json.WriteEndObject();
    }

    private static void Suppression(Utf8JsonWriter json, string reason)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("justification", reason);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // A review must have level none, so the standard says of every kind but fail.
    private static string Level(PreflightFinding finding) => finding switch
    {
        { Certainty: FindingCertainty.Review } => "none",
        { Severity: FindingSeverity.Information } => "note",
        { Severity: FindingSeverity.Warning } => "warning",
        _ => "error",
    };

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
