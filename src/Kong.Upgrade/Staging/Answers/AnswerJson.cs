using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Staging.Answers;

/// <summary>Bodies that are JSON.</summary>
internal static class AnswerJson
{
    private static readonly JsonDocumentOptions lenient = new() { MaxDepth = 256, AllowTrailingCommas = true };

    /// <summary>The body as JSON, or <see langword="null"/> where it is none or its end is missing.</summary>
    public static JsonNode? Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..]) return null;
        try
        {
            return JsonNode.Parse(body, documentOptions: lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What stands at a path such as <c>$.data[0].name</c> or <c>$['a b'][1]</c>; <see langword="null"/> where nothing does.</summary>
    public static JsonNode? At(JsonNode? root, JsonPath path)
    {
        JsonNode? at = root;
        foreach (JsonPathStep step in path.Steps)
            at = (step.Name, at) switch
            {
                (null, JsonArray array) => step.Index < array.Count ? array[step.Index] : null,
                ({ } name, JsonObject members) => Member(members, name),
                _ => null,
            };
        return at;
    }

    // A body with a member twice is an error only when it is asked for members.
    private static JsonNode? Member(JsonObject members, string name)
    {
        try
        {
            return members[name];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
