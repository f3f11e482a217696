using System.Text.Json;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

/// <summary>Tries one rule on a few entities.</summary>
internal sealed class RuleCase(string id, string from = "2.8.5", string to = "3.9.1")
{
    private readonly Dictionary<string, List<JsonElement>> entities = [];

    public EntityOrigin Origin { get; init; } = EntityOrigin.Database;

    public IReadOnlyList<string>? Conf { get; init; }

    public IReadOnlyList<string>? GreenConf { get; init; }

    public IReadOnlyList<string> Green { get; init; } = [];

    public IReadOnlyList<string> Blue { get; init; } = [];

    public RuleCase With(string kind, params string[] json)
    {
        if (!entities.TryGetValue(kind, out List<JsonElement>? list)) entities[kind] = list = [];
        list.AddRange(json.Select(Parse));
        return this;
    }

    public RuleCase Routes(params string[] json) => With("routes", json);

    public RuleCase Plugins(params string[] json) => With("plugins", json);

    public PreflightFinding? Find() => ExampleInstallation.Evaluate(new()
    {
        From = from,
        To = to,
        Origin = Origin,
        Conf = Conf,
        GreenConf = GreenConf,
        Blue = [.. Blue.Select(Parse)],
        Green = [.. Green.Select(Parse)],
        Entities = entities.ToDictionary(e => e.Key, e => (IReadOnlyList<JsonElement>)e.Value),
    }).SingleOrDefault(f => f.Id == id);

    /// <summary>What it says of each thing that it found.</summary>
    public IEnumerable<string> Values() => Find()?.Subjects.Select(s => s.Value) ?? [];

    /// <summary>The names of what it found.</summary>
    public IEnumerable<string?> Names() => Find()?.Subjects.Select(s => s.Name) ?? [];

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
