using System.Text;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>What Kong hands to PCRE: bytes, each of which is a character to it, as it is called without the flag <c>u</c> (Kong/kong kong/router.lua@2.8.5: flags <c>ajo</c>).</summary>
internal static class PcreText
{
    public static string Bytes(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
