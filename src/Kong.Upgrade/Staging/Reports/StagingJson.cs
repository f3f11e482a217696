using System.Text;
using System.Text.Json;
using static Kong.Upgrade.Reporting.JsonParts;

namespace Kong.Upgrade.Staging.Reports;

/// <summary>A staging report for programs, and for the journal.</summary>
internal static class StagingJson
{
    private const int MostSubjects = 100, MostTold = 50;

    /// <summary>Everything.</summary>
    public static string Of(StagingReport report) => Write(report, int.MaxValue, int.MaxValue, hasTests: true);

    /// <summary>What is wrong, in a size that a journal's line can have.</summary>
    public static string Short(StagingReport report) => Write(report, MostTold, MostSubjects, hasTests: false);

    private static string Write(StagingReport report, int told, int subjects, bool hasTests)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = hasTests }))
        {
            json.WriteStartObject();
            json.WriteString("headline", report.Headline);
            json.WriteString("verdict", Name(report.Verdict));
            json.WriteNumber("testCount", report.Tests.Count);
            json.WriteNumber("passedCount", report.PassedCount);
            json.WriteNumber("failedCount", report.FailedCount);
            json.WriteNumber("seconds", report.Duration.TotalSeconds);
            Array(json, "causes", report.Causes.Take(told), c => Cause(json, c, subjects));
            Array(json, "troubles", report.Troubles.Take(told), json.WriteStringValue);
            Array(json, "couldNotTell", report.Tests.Where(t => t.Verdict is StagingVerdict.CouldNotTell).Take(told), t => json.WriteStringValue($"{t.Name}: {t.Evidence}"));
            Array(json, "untested", report.Untested.Take(told), json.WriteStringValue);
            Array(json, "explained", report.Explained.Take(told), json.WriteStringValue);
            if (hasTests) Array(json, "tests", report.Tests, t => Test(json, t));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Cause(Utf8JsonWriter json, StagingCause cause, int subjects)
    {
        json.WriteStartObject();
        json.WriteString("what", cause.What);
        json.WriteString("area", cause.Area);
        Array(json, "nodes", cause.Nodes, json.WriteStringValue);
        json.WriteBoolean("isOnEveryNode", cause.IsOnEveryNode);
        json.WriteNumber("subjectCount", cause.Subjects.Count);
        Array(json, "subjects", cause.Subjects.Take(subjects), json.WriteStringValue);
        Text(json, "shared", cause.Shared);
        Text(json, "request", cause.Example.Request);
        Text(json, "green", cause.Example.Green);
        Text(json, "blue", cause.Example.Blue);
        Array(json, "changes", cause.Changes, c => json.WriteStringValue(c.Id));
        json.WriteEndObject();
    }

    private static void Test(Utf8JsonWriter json, StagedTest test)
    {
        json.WriteStartObject();
        json.WriteString("name", test.Name);
        json.WriteString("verdict", test.Verdict is { } verdict ? Name(verdict) : "notRun");
        json.WriteString("evidence", test.Evidence);
        json.WriteEndObject();
    }
}
