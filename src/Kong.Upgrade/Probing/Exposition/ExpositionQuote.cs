using System.Text;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>A few bytes of a text, for people.</summary>
internal static class ExpositionQuote
{
    private const int Longest = 24;

    public static string At(ReadOnlySpan<byte> line, int at)
    {
        if (at >= line.Length) return "the end of the line";
        ReadOnlySpan<byte> shown = line[at..Math.Min(line.Length, at + Longest)];
        StringBuilder text = new("'");
        foreach (byte b in shown)
            if (b is >= 0x20 and < 0x7F) text.Append((char)b);
            else text.Append("\\x").Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.Append(shown.Length < line.Length - at ? "…'" : "'").ToString();
    }
}
