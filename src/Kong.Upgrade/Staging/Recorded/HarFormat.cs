using System.Text.Json;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Requests in an HTTP archive. Answers, which are most of it, go by without being kept.</summary>
internal sealed class HarFormat : IRecordedFormat
{
    public const int LongestText = 256 * 1024;

    private const int Block = 64 * 1024, Room = 4 * LongestText;

    // Chrome nests the stacks of scripts.
    private static readonly JsonReaderOptions json = new() { MaxDepth = 1000, AllowTrailingCommas = true };

    public async Task ReadAsync(Stream stream, RecordedSink sink, CancellationToken cancellationToken)
    {
        byte[] raw = new byte[Block], text = new byte[Room];
        LongTexts cut = new(LongestText);
        HarEntries entries = new(sink, cut);
        JsonReaderState state = new(json);
        for (int length = 0, read = -1; read != 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read = await stream.ReadAsync(raw, cancellationToken).ConfigureAwait(false);
            length += cut.Cut(raw.AsSpan(0, read), text.AsSpan(length));
            int taken = Take(text.AsSpan(0, length), isEnd: read == 0, ref state, entries);
            if (taken < 0) return;
            text.AsSpan(taken, length - taken).CopyTo(text);
            length -= taken;
            if (length > Room - Block)
            {
                entries.Break(0, "something in it is longer than any JSON of a HAR");
                return;
            }
        }
        entries.Close();
    }

    /// <returns>How much was taken; -1 when it is no JSON from here on.</returns>
    private static int Take(ReadOnlySpan<byte> text, bool isEnd, ref JsonReaderState state, HarEntries entries)
    {
        Utf8JsonReader reader = new(text, isEnd, state);
        try
        {
            while (reader.Read()) entries.Take(ref reader);
        }
        catch (JsonException failure)
        {
            entries.Break(reader.BytesConsumed, isEnd ? "it ends before its JSON does" : $"it is no JSON: {Said(failure)}");
            return -1;
        }
        state = reader.CurrentState;
        entries.Advance(reader.BytesConsumed);
        return (int)reader.BytesConsumed;
    }

    private static string Said(JsonException failure)
    {
        int end = failure.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? failure.Message : failure.Message[..end]).TrimEnd('.', ' ');
    }
}
