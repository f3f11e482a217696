using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Declarative;

/// <summary>What plain text means to the reader that Kong uses, which is YAML 1.1's: also <c>yes</c>, <c>0x1f</c>, <c>017</c>, <c>1_000</c> and <c>1:30</c> are no text.</summary>
internal static partial class ScalarValue
{
    private const int LongestNumber = 100;

    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static void Write(Utf8JsonWriter json, string text)
    {
        if (IsNull(text)) json.WriteNullValue();
        else if (Boolean(text) is { } boolean) json.WriteBooleanValue(boolean);
        else if (Number(text) is { } number) WriteNumber(json, number);
        else json.WriteStringValue(text);
    }

    private static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    // JSON has neither infinity nor "not a number": those stay text.
    private static double? Number(string text)
    {
        if (text.Length > LongestNumber || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.' or '_')) return null;
        string bare = text.Replace("_", "", StringComparison.Ordinal), digits = bare.TrimStart('+', '-');
        double? size = Decimal().IsMatch(bare) ? double.Parse(digits, CultureInfo.InvariantCulture)
            : Binary().IsMatch(bare) ? Based(digits.AsSpan(2), 2) : Octal().IsMatch(bare) ? Based(digits.AsSpan(1), 8) : Hexadecimal().IsMatch(bare) ? Based(digits.AsSpan(2), 16)
            : Sexagesimal().IsMatch(bare) ? Sixties(digits) : Float().IsMatch(bare) ? double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
        return size is { } found && double.IsFinite(found) ? (bare[0] == '-' ? -found : found) : null;
    }

    private static double Based(ReadOnlySpan<char> digits, int radix)
    {
        double value = 0;
        foreach (char digit in digits) value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        return value;
    }

    private static double Sixties(string text) => text.Split(':', StringSplitOptions.RemoveEmptyEntries).Aggregate(0.0, (value, part) => (value * 60) + double.Parse(part, CultureInfo.InvariantCulture));

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (Math.Abs(number) < 1L << 53 && number == Math.Floor(number)) json.WriteNumberValue((long)number);
        else json.WriteNumberValue(number);
    }

    [GeneratedRegex(@"^[+-]?(0|[1-9][0-9]*|[0-9]*[89][0-9]*)\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[+-]?0b[01]+\z")]
    private static partial Regex Binary();

    [GeneratedRegex(@"^[+-]?0[0-7]+\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[+-]?0x[0-9a-fA-F]+\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[+-]?[0-9]+:[0-5]?[0-9][:0-9]*(\.[0-9]+)?\z")]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Float();
}
