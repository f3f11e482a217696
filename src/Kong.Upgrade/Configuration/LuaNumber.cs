using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Configuration;

/// <summary>What becomes of a number in <c>kong.conf</c>: Kong's reader turns it into a Lua number and back, so <c>007</c> is read as <c>7</c>, also in a password.</summary>
internal static partial class LuaNumber
{
    /// <summary>The number as Lua prints it, or <see langword="null"/> where the text is none.</summary>
    public static string? Normalize(string text)
    {
        if (Hexadecimal().Match(text) is { Success: true } hexadecimal) return Print(hexadecimal.Groups[1].Value, ulong.Parse(hexadecimal.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return Decimal().IsMatch(text) ? Print("", double.Parse(text, CultureInfo.InvariantCulture)) : null;
    }

    // Lua prints with "%.14g".
    private static string Print(string sign, double number) =>
        (sign == "-" ? -number : number).ToString("G14", CultureInfo.InvariantCulture).Replace('E', 'e');

    // What does not begin with a digit or a sign is never looked at: ".5" stays text.
    [GeneratedRegex(@"^(?:[+-]?[0-9]+\.?[0-9]*|[+-]\.[0-9]+)(?:[eE][+-]?[0-9]+)?$")]
    private static partial Regex Decimal();

    [GeneratedRegex("^([+-]?)0[xX]([0-9a-fA-F]{1,16})$")]
    private static partial Regex Hexadecimal();
}
