using System.Text.Json;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Tests;

/// <summary>Small installations for tests of rules, written as the catalogue's examples are.</summary>
internal static class Installations
{
    public static PreflightFinding? Find(string id, ChangeExample example) => ExampleInstallation.Evaluate(example).SingleOrDefault(f => f.Id == id);

    public static PreflightFinding? Find(string id, string from, string to, string kind, params string[] entities) => Find(id, Of(from, to, kind, entities));

    public static ChangeExample Of(string from, string to, string kind, params string[] entities) => new() { From = from, To = to, Entities = new() { [kind] = [.. entities.Select(Json)] } };

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
