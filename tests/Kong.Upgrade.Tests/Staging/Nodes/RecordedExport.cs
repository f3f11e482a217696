using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

/// <summary>What <c>kong config db_export</c> of a real node wrote, as rows of an Admin API. Reads no more of YAML than such a file has.</summary>
internal sealed class RecordedExport
{
    private readonly string[] lines;
    private int at;

    private RecordedExport(string text) => lines = text.ReplaceLineEndings("\n").Replace("\nREMOVED\n-----END", "\n    REMOVED\n    -----END", StringComparison.Ordinal).Split('\n');

    /// <summary>The file's kinds and their rows.</summary>
    public static JsonObject Read(string file) => (JsonObject)new RecordedExport(Recordings.Read(file)).Block(0)!;

    /// <summary>Has a node show them, by the paths of the Admin API.</summary>
    public static void Show(TalkingNode node, JsonObject export)
    {
        foreach ((string kind, JsonNode? rows) in export.Where(e => e.Value is JsonArray && e.Key != "parameters")) node.Rows["/" + Path(kind)] = [.. ((JsonArray)rows!).Select(r => Row(kind, r!.DeepClone()).ToJsonString())];
        JsonArray targets = export["targets"] as JsonArray ?? [];
        foreach (IGrouping<string, JsonNode?> upstream in targets.GroupBy(t => (string)t!["upstream"]!)) node.Rows[$"/upstreams/{upstream.Key}/targets"] = [.. upstream.Select(t => Row("targets", t!.DeepClone()).ToJsonString())];
        node.Rows.Remove("/targets", out _);
    }

    private static string Path(string kind) => kind switch { "keyauth_credentials" => "key-auths", "basicauth_credentials" => "basic-auths", _ => kind };

    // An export names what an entity belongs to by its id alone, and the end of a life by a moment.
    private static JsonNode Row(string kind, JsonNode row)
    {
        foreach (string reference in (string[])["service", "route", "consumer", "upstream", "certificate", "client_certificate"])
            if (row[reference] is JsonValue id) row[reference] = new JsonObject { ["id"] = id.DeepClone() };
        if (kind == "certificates") ((JsonObject)row).Remove("snis");
        return row;
    }

    private JsonNode? Block(int indent)
    {
        JsonNode? block = null;
        for (; at < lines.Length;)
        {
            string line = lines[at];
            if (line.Length == 0) at++;
            else if (Indent(line) < indent || (block is JsonObject && line[indent] == '-') || (block is JsonArray && line[indent] != '-')) break;
            else if (line[indent] == '-') ((JsonArray)(block ??= new JsonArray())).Add(Item(indent));
            else Member((JsonObject)(block ??= new JsonObject()), line[indent..], indent);
        }
        return block;
    }

    private JsonNode? Item(int indent)
    {
        string rest = lines[at][(indent + 2)..];
        if (!rest.Contains(": ", StringComparison.Ordinal) && !rest.EndsWith(':'))
        {
            at++;
            return Scalar(rest);
        }
        lines[at] = new string(' ', indent + 2) + rest;
        return Block(indent + 2);
    }

    private void Member(JsonObject holder, string text, int indent)
    {
        int colon = text.EndsWith(':') ? text.Length - 1 : text.IndexOf(": ", StringComparison.Ordinal);
        (string name, string value) = (text[..colon].Trim('\''), text[(colon + 1)..].Trim());
        at++;
        holder[name] = value switch
        {
            "" => Below(indent),
            "|" or "|-" => Lines(indent),
            _ => Scalar(value),
        };
    }

    // A list stands as deep as its name; anything else deeper.
    private JsonNode? Below(int indent) => at < lines.Length && Indent(lines[at]) == indent && lines[at].Length > indent && lines[at][indent] == '-' ? Block(indent) : at < lines.Length && Indent(lines[at]) > indent ? Block(Indent(lines[at])) : null;

    private string Lines(int indent)
    {
        List<string> text = [];
        for (; at < lines.Length && (lines[at].Length == 0 || Indent(lines[at]) > indent); at++) text.Add(lines[at].TrimStart());
        return string.Join('\n', text);
    }

    private static JsonNode? Scalar(string text) => text switch
    {
        "~" or "null" => null,
        "true" or "false" => text == "true",
        "[]" => new JsonArray(),
        "{}" or "[] " => new JsonObject(),
        ['\'', .., '\''] => text[1..^1].Replace("''", "'", StringComparison.Ordinal),
        ['"', .., '"'] => JsonNode.Parse(text),
        _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : text,
    };

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
