using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A request as one line of JSON.</summary>
internal static class RequestJson
{
    public static void Read(ReadOnlySpan<byte> line, Draft draft)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            draft.Method = "GET";
            draft.Trouble = JsonDocument.TryParseValue(ref reader, out JsonDocument? document) ? Fill(document, draft) : "it is no JSON";
            // Nothing may be behind it: this throws where there is.
            reader.Read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            draft.Trouble = "it is no JSON";
        }
    }

    private static string? Fill(JsonDocument document, Draft draft)
    {
        using (document)
        {
            string? host = null;
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals("host") && Text(property) is { } name) host = name;
                else if (!Set(property, draft)) return "its JSON has a member that is unknown or of the wrong kind; known are method, path, url, host, tls, headers and body";
            }
            draft.Host = host ?? draft.Host;
            return draft.Trouble;
        }
    }

    private static bool Set(JsonProperty property, Draft draft)
    {
        if (property.NameEquals("tls") && property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False) draft.Tls = property.Value.GetBoolean();
        else if (property.NameEquals("headers") && property.Value.ValueKind is JsonValueKind.Object) return AddHeaders(property.Value, draft);
        else if (Text(property) is not { } text) return false;
        else if (property.NameEquals("method")) draft.Method = text;
        else if (property.NameEquals("path") || property.NameEquals("url")) RequestTarget.Read(draft, text);
        else if (property.NameEquals("body")) draft.Body = Encoding.UTF8.GetBytes(text);
        else return false;
        return true;
    }

    private static bool AddHeaders(JsonElement headers, Draft draft)
    {
        foreach (JsonProperty header in headers.EnumerateObject())
        {
            if (Text(header) is not { } value) return false;
            draft.AddHeader(header.Name, value);
        }
        return true;
    }

    private static string? Text(JsonProperty property) => property.Value.ValueKind is JsonValueKind.String ? property.Value.GetString() : null;
}
