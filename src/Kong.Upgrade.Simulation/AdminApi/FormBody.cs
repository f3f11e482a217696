using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>Reads form fields: `config.minute=5` is a record, `tags[]=a` a list, numbers and booleans are typed.</summary>
internal static class FormBody
{
    public static JsonObject Read(IFormCollection form)
    {
        JsonObject body = [];
        foreach ((string name, StringValues values) in form)
            Set(body, name.TrimEnd('[', ']').Split('.'), name.EndsWith("[]", StringComparison.Ordinal) || values.Count > 1
                ? new JsonArray([.. values.Select(v => Typed(v!))])
                : Typed(values.ToString()));
        return body;
    }

    private static void Set(JsonObject record, string[] path, JsonNode? value)
    {
        foreach (string name in path[..^1])
        {
            if (record[name] is not JsonObject inner)
                record[name] = inner = [];
            record = inner;
        }
        record[path[^1]] = value;
    }

    private static JsonNode Typed(string text) =>
        bool.TryParse(text, out bool flag) ? flag
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : text;
}
