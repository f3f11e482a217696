using System.Globalization;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Times since 1970, in milliseconds.</summary>
internal static class ExpositionTimestamp
{
    /// <summary>Whole milliseconds, as the text format has them.</summary>
    /// <param name="word">All of the timestamp.</param>
    /// <param name="milliseconds">It.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryReadMilliseconds(ReadOnlySpan<byte> word, out long milliseconds)
    {
        milliseconds = 0;
        ReadOnlySpan<byte> digits = word.Length > 0 && word[0] is (byte)'+' or (byte)'-' ? word[1..] : word;
        // The parser alone would take zero bytes behind the number as well.
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds);
    }

    /// <summary>Seconds, as OpenMetrics has them, to the nearest millisecond.</summary>
    /// <param name="word">All of the timestamp.</param>
    /// <param name="milliseconds">It.</param>
    /// <returns>Whether it is one that has a place in 64 bits.</returns>
    public static bool TryReadSeconds(ReadOnlySpan<byte> word, out long milliseconds)
    {
        milliseconds = 0;
        if (ExpositionNumber.Read(word, 0, out double seconds) != word.Length || !(Math.Abs(seconds * 1000) < long.MaxValue)) return false;
        milliseconds = (long)Math.Round(seconds * 1000);
        return true;
    }
}
