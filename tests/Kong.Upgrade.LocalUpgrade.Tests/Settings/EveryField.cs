using System.Text.Json;
using System.Text.Json.Nodes;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

/// <summary>A settings file that uses every field.</summary>
internal static class EveryField
{
    public static JsonObject Json(string kind)
    {
        JsonObject root = Of(SettingsFields.Root, kind);
        root["green"]!["version"] = "3.9.2";
        root["green"]!["nodes"]![0]!["name"] = "other";
        root["green"]!["nodes"]![0]!["prefix"] = "/other";
        root["stages"] = new JsonArray(100);
        foreach (string duration in new[] { "soak", "bake", "holdAtMost", "stageAtMost", "maxBlind" }) root[duration] = "5m";
        root["watch"] = new JsonObject { ["every"] = "1s", ["kongMetrics"] = true, ["driftEvery"] = "1s", ["blueQuietFor"] = "2s" };
        root["gates"]!["maxErrorRate"] = 0.5;
        foreach (string chance in new[] { "falseAlarm", "falseAcceptance", "acceptedHarm" }) root["judge"]![chance] = 0.01;
        (root["judge"]!["looksToDecide"], root["judge"]!["pacedLooksToDecide"], root["judge"]!["unknownDispersion"]) = (6, 3, 2);
        (root["expectTraffic"], root["atMostFailedRequests"]) = (100, 1_000_000);
        root["synthetic"]!["requests"]![0]!["path"] = "/x";
        root["balancer"]!["mode"] = kind == "nginx" ? "njs" : "map";
        // What cannot stand together; each has its turn in another variant, or is only read in one.
        if (kind == "haproxy") (root["balancer"]!["blue"], root["balancer"]!["green"]) = (new JsonArray("b"), new JsonArray("g"));
        if (kind == "haproxy") root["balancer"]!.AsObject().Remove("serverStateFile");
        root["stagingTests"]![0]!["path"] = "/x";
        root["staging"]!["replay"] = Environment.ProcessPath;
        root["staging"]!["consent"] = new JsonArray("writes");
        root["balancer"]!["key"] = kind == "nginx" ? "$remote_addr" : "src";
        if (kind == "nginx") (root["balancer"]!["blue"], root["balancer"]!["green"]) = (new JsonArray("h:1"), new JsonArray("h:2"));
        return root;
    }

    /// <summary>The paths of fields that nobody wanted to know.</summary>
    public static IEnumerable<string> NeverAsked(Value value, Field field)
    {
        IReadOnlyList<Field> fields = field.FieldsOf(value.Members.FirstOrDefault(m => m.Name == field.Decider)?.Value.Text);
        foreach (Value.Member member in value.Members.Where(m => m.Name != "$schema"))
        {
            if (fields.FirstOrDefault(f => f.Name == member.Name) is not { } known) continue;
            if (!value.Asked.Contains(member.Name)) yield return member.Value.Path;
            IEnumerable<(Value, Field)> inner = known.Kind == FieldKind.List ? member.Value.Items.Select(i => (i, known.Item!)) : [(member.Value, known)];
            foreach ((Value v, Field f) in inner)
                foreach (string path in NeverAsked(v, f)) yield return path;
        }
    }

    public static IEnumerable<string> NamesOf(Field field) =>
    [
        .. field.Fields.Concat(field.Variants.Values.SelectMany(v => v.Concat(field.Fields))).Select(f => f.Name).Distinct(),
        .. field.Fields.Concat(field.Variants.Values.SelectMany(v => v)).SelectMany(NamesOf).Concat(field.Item is { } item ? NamesOf(item) : []),
    ];

    public static IEnumerable<string> NamesOf(JsonNode schema)
    {
        IEnumerable<JsonObject> shapes = [schema.AsObject(), .. schema["oneOf"]?.AsArray().Select(o => o!.AsObject()) ?? []];
        JsonObject[] properties = [.. shapes.Select(s => s["properties"]?.AsObject()).OfType<JsonObject>()];
        IEnumerable<JsonNode> inner = properties.SelectMany(p => p.Select(m => m.Value!)).Concat(shapes.Select(s => s["items"]).OfType<JsonNode>());
        return [.. properties.SelectMany(p => p.Select(m => m.Key)).Distinct(), .. inner.SelectMany(NamesOf)];
    }

    private static JsonObject Of(Field field, string kind) => new(field.FieldsOf(kind).Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Node(f, kind))));

    private static JsonNode Node(Field field, string kind) => field switch
    {
        { Name: "passwordFrom" } => new JsonObject { ["environment"] = "PATH" },
        { Name: "kind" } => kind,
        { Kind: FieldKind.Object } => Of(field, kind),
        { Kind: FieldKind.List } => new JsonArray(Node(field.Item!, kind)),
        { Kind: FieldKind.Map } => new JsonObject { ["X"] = "text" },
        { Kind: FieldKind.Choice } => field.Choices[^1],
        { Kind: FieldKind.Duration } => "5s",
        { Kind: FieldKind.Number or FieldKind.Whole } => Math.Min(field.Range.Most, 502) is var most && most > 400 ? 502 : 1,
        { Kind: FieldKind.Switch } => true,
        { Kind: FieldKind.Version } => "3.9.1",
        { Kind: FieldKind.Address } => "http://127.0.0.1:8000",
        { Kind: FieldKind.Path or FieldKind.Executable } => "/srv/x",
        _ => "text",
    };
}
