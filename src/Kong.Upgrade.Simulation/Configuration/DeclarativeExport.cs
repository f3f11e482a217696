using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Writes what `kong config db_export` writes: flat collections in the recorded order, foreign keys as ids, null as `~`.</summary>
internal static class DeclarativeExport
{
    private static readonly string[] Order =
    [
        "ca_certificates", "certificates", "consumers", "services", "routes", "plugins", "snis", "upstreams", "targets", "vaults",
        "acls", "basicauth_credentials", "hmacauth_credentials", "jwt_secrets", "keyauth_credentials", "oauth2_credentials",
    ];

    public static string Write(IEntityStore entities, VersionTraits version)
    {
        YamlMappingNode root = new(
            new YamlScalarNode("_transform"), new YamlScalarNode("false"),
            new YamlScalarNode("_format_version"), Text(version.AtLeast(3, 0) ? "3.0" : "2.1"));
        foreach (EntitySchema schema in Order.Select(EntitySchemas.Of))
        {
            JsonNode[] rows = [.. entities.List(schema.Table).Select(row => Flat(schema, schema.View(row, version)))];
            if (rows.Length > 0)
                root.Add(schema.Table, Convert(new JsonArray(rows)));
        }
        using StringWriter writer = new();
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("...\n", "", StringComparison.Ordinal);
    }

    private static JsonObject Flat(EntitySchema schema, JsonObject entity)
    {
        foreach (Field field in schema.Fields.Where(f => f.References is not null && entity.ContainsKey(f.Name)))
            entity[field.Name] = entity.Reference(field.Name);
        if (schema.Table == "certificates")
            entity.Remove("snis"); // a collection of its own
        return entity;
    }

    private static YamlNode Convert(JsonNode? node) => node switch
    {
        JsonObject record => new YamlMappingNode(record.Select(m => KeyValuePair.Create<YamlNode, YamlNode>(m.Key, Convert(m.Value)))),
        JsonArray list => new YamlSequenceNode(list.Select(Convert)),
        null => new YamlScalarNode("~"),
        _ when node.GetValueKind() == JsonValueKind.String => Text(node.ToString()),
        _ => new YamlScalarNode(node.ToJsonString()),
    };

    private static YamlScalarNode Text(string text) => new(text)
    {
        Style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : IsTyped(text) ? ScalarStyle.SingleQuoted : ScalarStyle.Any,
    };

    // Without quotes it would be read as something else than text.
    private static bool IsTyped(string text) =>
        text is "" or "~" or "null" or "true" or "false" or "yes" or "no" or "on" or "off" || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
}
