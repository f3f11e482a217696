using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>JSON: a file of it is held whole, as bytes.</summary>
internal sealed class JsonTokens(ReadOnlyMemory<byte> text) : ITokens
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 1000 });
    private int read, counted, lineStart;
    private long line = 1;

    public void Dispose()
    {
    }

    public Token Next()
    {
        Utf8JsonReader reader = new(text.Span[read..], isFinalBlock: true, state);
        try
        {
            if (!reader.Read()) return new(TokenKind.End, "", false, null, default);
        }
        catch (JsonException broken)
        {
            // Its own message may quote what stands there.
            throw new FileTrouble(At(read + (int)reader.BytesConsumed), "this is no JSON", broken);
        }
        Token token = Of(ref reader, At(read + (int)reader.TokenStartIndex));
        (read, state) = (read + (int)reader.BytesConsumed, reader.CurrentState);
        return token;
    }

    private static Token Of(ref Utf8JsonReader reader, Place place) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new(TokenKind.MapStart, "", false, null, place),
        JsonTokenType.EndObject => new(TokenKind.MapEnd, "", false, null, place),
        JsonTokenType.StartArray => new(TokenKind.ListStart, "", false, null, place),
        JsonTokenType.EndArray => new(TokenKind.ListEnd, "", false, null, place),
        JsonTokenType.String or JsonTokenType.PropertyName => new(TokenKind.Scalar, Text(ref reader, place), false, null, place),
        _ => new(TokenKind.Scalar, Encoding.UTF8.GetString(reader.ValueSpan), true, null, place),
    };

    private static string Text(ref Utf8JsonReader reader, Place place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw new FileTrouble(place, "this string is no UTF-8, or holds half a character", broken);
        }
    }

    private Place At(int index)
    {
        ReadOnlySpan<byte> span = text.Span;
        for (; counted < index && counted < span.Length; counted++)
            if (span[counted] == '\n') (line, lineStart) = (line + 1, counted + 1);
        return new(line, index - lineStart + 1);
    }
}
