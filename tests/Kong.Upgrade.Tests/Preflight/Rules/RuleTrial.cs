using System.Text.Json;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Tests;

/// <summary>Tries one rule with an installation as the catalogue's data files write it.</summary>
internal static class RuleTrial
{
    /// <summary>What the rule found, such as <c>Serious Certain: policy redis; …</c>; <c>nothing</c> for nothing.</summary>
    public static string Find(string id, string example) =>
        ExampleInstallation.Evaluate(JsonSerializer.Deserialize(example, ChangeJson.Default.ChangeExample)!).SingleOrDefault(f => f.Id == id) is not { } finding ? "nothing"
            : $"{finding.Severity} {finding.Certainty}: {string.Join("; ", finding.Subjects.Select(s => s.Value))}";

    /// <summary>The same for a plugin that is switched on.</summary>
    public static string FindPlugin(string id, string from, string to, string plugin, string config, string more = "") =>
        Find(id, $$"""{ "from": "{{from}}", "to": "{{to}}", "conf": [], "entities": { "plugins": [ { "id": "1", "name": "{{plugin}}", "enabled": true, "config": {{config}} } ] } {{more}} }""");

    /// <summary>The same for settings, each a line.</summary>
    public static string FindSettings(string id, string from, string to, params string[] lines) =>
        Find(id, $$"""{ "from": "{{from}}", "to": "{{to}}", "conf": {{Json(lines)}} }""");

    public static string Json(params string[] texts) => "[" + string.Join(",", texts.Select(Quoted)) + "]";

    public static string Quoted(string text) => JsonSerializer.Serialize(text, TextJson.Default.String);
}
