namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Goes through the lines of a stream, whatever its length and theirs.</summary>
internal static class LineStream
{
    public const int LongestLine = 64 * 1024;

    /// <param name="stream">The stream.</param>
    /// <param name="line">Takes a line without its end, and its number from 1. Of a line that is too long it gets the beginning, and <see langword="true"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task ReadAsync(Stream stream, Action<ReadOnlySpan<byte>, long, bool> line, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4 * LongestLine];
        long number = 0;
        bool isCut = false;
        for (int length = 0, read = -1; read != 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            int taken = Take(buffer.AsSpan(0, length), isEnd: read == 0, line, ref number, ref isCut);
            buffer.AsSpan(taken, length - taken).CopyTo(buffer);
            length -= taken;
        }
    }

    private static int Take(ReadOnlySpan<byte> text, bool isEnd, Action<ReadOnlySpan<byte>, long, bool> line, ref long number, ref bool isCut)
    {
        int taken = 0;
        for (int end; (end = text[taken..].IndexOf((byte)'\n')) >= 0; taken += end + 1)
        {
            if (!isCut) Hand(text.Slice(taken, end), ++number, line);
            isCut = false;
        }
        ReadOnlySpan<byte> rest = text[taken..];
        if (rest.IsEmpty || (!isEnd && rest.Length <= LongestLine)) return taken;
        // Without an end, and the last or too long to wait for one: what comes after it is left out up to the next line.
        if (!isCut) Hand(rest, ++number, line);
        isCut = true;
        return text.Length;
    }

    private static void Hand(ReadOnlySpan<byte> text, long number, Action<ReadOnlySpan<byte>, long, bool> line)
    {
        bool isTooLong = text.Length > LongestLine;
        if (isTooLong) text = text[..LongestLine];
        else if (text.EndsWith("\r"u8)) text = text[..^1];
        line(text, number, isTooLong);
    }
}
