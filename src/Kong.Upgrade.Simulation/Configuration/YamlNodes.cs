using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Turns YAML into JSON by the rules of Kong's own writer: plain scalars are typed, quoted ones are text, `~` is null.</summary>
internal static class YamlNodes
{
    public static JsonObject Parse(string yaml)
    {
        YamlStream stream = Load(CutKeys.Mend(yaml));
        return stream.Documents.Count == 1 && Convert(stream.Documents[0].RootNode) is JsonObject root
            ? root
            : throw new FormatException("The declarative file holds no mapping; expected `_format_version: \"3.0\"` and collections of entities.");
    }

    private static YamlStream Load(string yaml)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            return stream;
        }
        catch (YamlException error)
        {
            throw new FormatException($"The declarative file is no YAML at line {error.Start.Line}, column {error.Start.Column}: {error.Message}", error);
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), Convert(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static JsonNode? Scalar(YamlScalarNode scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => scalar.Value,
        { Value: null or "" or "~" or "null" } => null,
        { Value: "true" } => true,
        { Value: "false" } => false,
        _ when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        _ when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => scalar.Value,
    };
}
