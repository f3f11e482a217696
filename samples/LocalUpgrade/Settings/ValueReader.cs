using System.Text;
using System.Text.Json;

namespace LocalUpgrade.Settings;

/// <summary>Reads JSON, with comments and trailing commas, and keeps the places.</summary>
internal static class ValueReader
{
    private static readonly JsonReaderOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="SettingsException">The text is no JSON object.</exception>
    public static Value Read(string file, byte[] text)
    {
        ReadOnlySpan<byte> content = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text.AsSpan(Encoding.UTF8.Preamble.Length) : text;
        try
        {
            Utf8JsonReader reader = new(content, lenient);
            reader.Read();
            Value root = Read(ref reader, content, "$");
            reader.Read();      // nothing but white space and comments may follow
            return root.Kind == JsonValueKind.Object ? root : throw new SettingsException(file, [$"{root.Place}: it is {root.Words}; an object {{ … }} is needed"]);
        }
        catch (JsonException broken)
        {
            throw new SettingsException(file, [$"line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}: it is no JSON: {broken.Message.Split(" LineNumber:")[0]}"]);
        }
    }

    /// <summary>A default, as the list of fields states it.</summary>
    public static Value Default(string json, string path)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        Utf8JsonReader reader = new(text);
        reader.Read();
        return Read(ref reader, text, path);
    }

    private static Value Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path)
    {
        Place place = Place.Of(text, reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new() { Path = path, Place = place, Kind = JsonValueKind.Object, Members = Members(ref reader, text, path) },
            JsonTokenType.StartArray => new() { Path = path, Place = place, Kind = JsonValueKind.Array, Items = Items(ref reader, text, path) },
            JsonTokenType.String => new() { Path = path, Place = place, Kind = JsonValueKind.String, Text = reader.GetString()! },
            JsonTokenType.Number => new() { Path = path, Place = place, Kind = JsonValueKind.Number, Text = Encoding.UTF8.GetString(reader.ValueSpan) },
            JsonTokenType.True => new() { Path = path, Place = place, Kind = JsonValueKind.True },
            JsonTokenType.False => new() { Path = path, Place = place, Kind = JsonValueKind.False },
            _ => new() { Path = path, Place = place, Kind = JsonValueKind.Null },
        };
    }

    private static List<Value.Member> Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path)
    {
        List<Value.Member> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            (string name, Place place) = (reader.GetString()!, Place.Of(text, reader.TokenStartIndex));
            reader.Read();
            members.Add(new(name, place, Read(ref reader, text, $"{path}.{name}")));
        }
        return members;
    }

    private static List<Value> Items(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path)
    {
        List<Value> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, text, $"{path}[{items.Count}]"));
        return items;
    }
}
