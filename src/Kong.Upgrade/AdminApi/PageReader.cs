using System.Buffers;
using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>Reads a page from a stream row by row, so that never more than one row stands in the buffer however large the page is.</summary>
/// <param name="stream">The answer's body.</param>
/// <param name="key">The key that holds the rows on nodes that do not call it <c>data</c>: listings of consumer groups before 3.5 (kong-facts 3.6).</param>
internal sealed class PageReader(Stream stream, string key)
{
    private const int FirstBuffer = 64 * 1024, MostOfARow = 64 * 1024 * 1024;

    private readonly List<JsonElement> rows = [];
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int length;
    private bool ended, inRows, foundRows, done;
    private string? property, offset;
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 256 });

    public async Task<Page> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!done)
            {
                await FillAsync(cancellationToken).ConfigureAwait(false);
                Consume();
            }
            return foundRows ? new(rows, offset, null) : Page.Of(new(TroubleKind.NoRows, $"the answer has no array '{key}'"));
        }
        catch (JsonException broken)
        {
            return Page.Of(new(TroubleKind.Strange, $"the answer is no JSON, or ends too early (line {broken.LineNumber}, byte {broken.BytePositionInLine})"));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (length == buffer.Length) Grow();
        int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
        ended = read == 0;
        length += read;
    }

    private void Grow()
    {
        if (length >= MostOfARow) throw new JsonException($"a row of more than {MostOfARow} bytes");
        byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = larger;
    }

    private void Consume()
    {
        Utf8JsonReader reader = new(buffer.AsSpan(0, length), ended, state);
        while (!done && Step(ref reader)) continue;
        if (ended && !done) throw new JsonException("the answer ends too early");
        state = reader.CurrentState;
        int consumed = (int)reader.BytesConsumed;
        buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
        length -= consumed;
    }

    /// <summary>One token, one whole row, or one whole value that nobody wants. False where more bytes are needed.</summary>
    private bool Step(ref Utf8JsonReader reader)
    {
        Utf8JsonReader before = reader;
        if (!reader.Read()) return Back(ref reader, before);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == 0) return OpenRoot(reader.TokenType);
        if (inRows) return Row(ref reader, before);
        if (reader.TokenType is JsonTokenType.EndObject) return done = true;
        if (reader.TokenType is not JsonTokenType.PropertyName) throw new JsonException("not an object");
        property = reader.GetString();
        if (!reader.Read()) return Back(ref reader, before);
        return Value(ref reader, before);
    }

    private static bool OpenRoot(JsonTokenType token) => token is JsonTokenType.StartObject ? true : throw new JsonException("an array instead of an object");

    private bool Row(ref Utf8JsonReader reader, Utf8JsonReader before)
    {
        if (reader.TokenType is JsonTokenType.EndArray) return !(inRows = false);
        if (!JsonElement.TryParseValue(ref reader, out JsonElement? row)) return Back(ref reader, before);
        rows.Add(row.Value);
        return true;
    }

    private bool Value(ref Utf8JsonReader reader, Utf8JsonReader before)
    {
        if ((property == "data" || property == key) && reader.TokenType is JsonTokenType.StartArray) return inRows = foundRows = true;
        // An empty Lua table is written as an object.
        if (property == "data" && reader.TokenType is JsonTokenType.StartObject && IsEmptyObject(reader)) foundRows = true;
        if (property == "offset" && reader.TokenType is JsonTokenType.String) offset = reader.GetString();
        return reader.TrySkip() || Back(ref reader, before);
    }

    private static bool IsEmptyObject(Utf8JsonReader ahead) => ahead.Read() && ahead.TokenType is JsonTokenType.EndObject;

    private static bool Back(ref Utf8JsonReader reader, Utf8JsonReader before)
    {
        reader = before;
        return false;
    }
}
