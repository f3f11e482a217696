namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Cuts long strings out of JSON as it goes by, so that its reader, which needs a string in one piece, needs little memory. What is cut has the greatest length or more, and nobody reads it. For one thread.</summary>
internal sealed class LongTexts(int longest)
{
    private readonly Queue<(long At, long Cut)> places = new();
    private bool isInText, isAfterBackslash, isCutting;
    private int length, hexLeft;
    private long passed, cut, cutBefore;

    /// <returns>How much was written; never more than there was.</returns>
    public int Cut(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int written = 0;
        while (from.Length > 0)
        {
            int run = Run(from, out bool isKept);
            if (isKept)
            {
                from[..run].CopyTo(to[written..]);
                (written, passed) = (written + run, passed + run);
            }
            else cut += run;
            from = from[run..];
        }
        return written;
    }

    /// <summary>Where in the file something is that is at a place of what was written. Asked for in rising order.</summary>
    public long Place(long at)
    {
        while (places.TryPeek(out (long At, long Cut) next) && next.At <= at) cutBefore = places.Dequeue().Cut;
        return at + cutBefore;
    }

    /// <summary>How many of the next bytes go the same way.</summary>
    private int Run(ReadOnlySpan<byte> from, out bool isKept)
    {
        isKept = true;
        if (!isInText) return Outside(from);
        if (isAfterBackslash || hexLeft > 0) return Escape(from[0], out isKept);
        int end = from.IndexOfAny((byte)'"', (byte)'\\'), plain = end < 0 ? from.Length : end;
        if (plain > 0) return Plain(plain, out isKept);
        if (from[0] == '"')
        {
            isInText = false;
            if (isCutting) places.Enqueue((passed, cut));
            return 1;
        }
        isAfterBackslash = true;
        isKept = Keeps();
        return 1;
    }

    private int Outside(ReadOnlySpan<byte> from)
    {
        int begin = from.IndexOf((byte)'"');
        if (begin < 0) return from.Length;
        (isInText, isCutting, length) = (true, false, 0);
        return begin + 1;
    }

    private int Plain(int plain, out bool isKept)
    {
        isKept = Keeps();
        int run = isKept ? Math.Min(plain, longest - length) : plain;
        length += isKept ? run : 0;
        return run;
    }

    /// <summary>An escape is kept whole or not at all.</summary>
    private int Escape(byte next, out bool isKept)
    {
        isKept = !isCutting;
        if (isAfterBackslash) hexLeft = next == 'u' ? 4 : 0;
        else hexLeft--;
        isAfterBackslash = false;
        length += isKept ? 1 : 0;
        return 1;
    }

    private bool Keeps()
    {
        isCutting |= length >= longest;
        return !isCutting;
    }
}
