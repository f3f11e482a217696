using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Numbers as Go's ParseFloat takes them, without hexadecimal digits and underscores; each is to the bit what <see cref="double.Parse(string)"/> makes of it.</summary>
internal static class ExpositionNumber
{
    // Whole numbers up to here, and powers of ten up to 10^22, are exact: one division is then rounded once, as it should be.
    private const ulong LargestExact = 1UL << 53;

    private static readonly double[] powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19];

    /// <summary>Reads up to the next blank.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="at">Where the number starts.</param>
    /// <param name="value">It.</param>
    /// <returns>Where it ends; -1 if it is none.</returns>
    public static int Read(ReadOnlySpan<byte> line, int at, out double value)
    {
        int i = at;
        bool isNegative = (uint)i < (uint)line.Length && line[i] == '-';
        if (isNegative) i++;
        ulong digits = 0;
        int start = i, fraction = 0;
        for (; (uint)i < (uint)line.Length && (uint)(line[i] - '0') <= 9; i++) digits = digits * 10 + (ulong)(line[i] - '0');
        int count = i - start;
        if ((uint)i < (uint)line.Length && line[i] == '.')
        {
            for (i++, start = i; (uint)i < (uint)line.Length && (uint)(line[i] - '0') <= 9; i++) digits = digits * 10 + (ulong)(line[i] - '0');
            count += fraction = i - start;
        }
        if (count is 0 or > 19 || digits > LargestExact || ((uint)i < (uint)line.Length && line[i] is not ((byte)' ' or (byte)'\t'))) return ReadSlowly(line, at, out value);
        value = fraction == 0 ? digits : digits / powers[fraction];
        if (isNegative) value = -value;
        return i;
    }

    private static int ReadSlowly(ReadOnlySpan<byte> line, int at, out double value)
    {
        int end = ExpositionText.WordEnd(line, at);
        ReadOnlySpan<byte> word = line[at..end];
        return IsDecimal(word) ? double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? end : -1 : IsNamed(word, out value) ? end : -1;
    }

    // double.Parse alone would take blanks and zero bytes as well.
    private static bool IsDecimal(ReadOnlySpan<byte> word)
    {
        int at = word.Length > 0 && word[0] is (byte)'+' or (byte)'-' ? 1 : 0, whole = Digits(word, ref at), fraction = 0;
        if (at < word.Length && word[at] == '.')
        {
            at++;
            fraction = Digits(word, ref at);
        }
        if (whole + fraction == 0) return false;
        if (at == word.Length) return true;
        if ((word[at++] | 0x20) != 'e') return false;
        if (at < word.Length && word[at] is (byte)'+' or (byte)'-') at++;
        return Digits(word, ref at) > 0 && at == word.Length;
    }

    private static int Digits(ReadOnlySpan<byte> word, ref int at)
    {
        int start = at;
        while (at < word.Length && char.IsAsciiDigit((char)word[at])) at++;
        return at - start;
    }

    private static bool IsNamed(ReadOnlySpan<byte> word, out double value)
    {
        value = double.NaN;
        if (Ascii.EqualsIgnoreCase(word, "nan"u8)) return true;
        value = word.Length > 0 && word[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        ReadOnlySpan<byte> name = word.Length > 0 && word[0] is (byte)'+' or (byte)'-' ? word[1..] : word;
        return Ascii.EqualsIgnoreCase(name, "inf"u8) || Ascii.EqualsIgnoreCase(name, "infinity"u8);
    }
}
