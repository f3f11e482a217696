using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Preflight.Regexes.Paths;

/// <summary>How Kong decodes <c>%XX</c> in paths: everything but what has a meaning in a URL (Kong/kong kong/tools/uri.lua and kong/db/migrations/migrate_path_280_300.lua@3.9.3).</summary>
internal static class PathDecoding
{
    private const string Reserved = "!#$%&'()*+,/:;=?@[]", Meta = ".^-{}\\|";

    /// <summary>A regex: what is decoded to a character that means something in one is escaped.</summary>
    public static string Regex(string regex) => Decode(regex, c => Meta.Contains(c, StringComparison.Ordinal) ? [(byte)'\\', (byte)c] : [(byte)c]);

    /// <summary>A plain path: dots are resolved and slashes merged, too.</summary>
    public static string Normalize(string path)
    {
        string decoded = Decode(path, c => [(byte)c]);
        return decoded.Contains('.', StringComparison.Ordinal) || decoded.Contains("//", StringComparison.Ordinal) ? Resolve(decoded) : decoded;
    }

    private static string Decode(string text, Func<char, byte[]> write)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        byte[] from = Encoding.UTF8.GetBytes(text);
        List<byte> to = [];
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i] != '%' || i + 2 >= from.Length || !TryHexadecimal(from, i, out char value)) to.Add(from[i]);
            else
            {
                to.AddRange(Reserved.Contains(value, StringComparison.Ordinal) ? Encoding.ASCII.GetBytes("%" + ((int)value).ToString("X2", CultureInfo.InvariantCulture)) : write(value));
                i += 2;
            }
        }
        return Encoding.UTF8.GetString([.. to]);
    }

    private static bool TryHexadecimal(byte[] text, int at, out char value)
    {
        bool isHexadecimal = byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte parsed);
        value = (char)parsed;
        return isHexadecimal;
    }

    private static string Resolve(string path)
    {
        string[] parts = path.Split('/');
        List<string> kept = parts[0] is "" or "." or ".." ? [] : [parts[0]];
        for (int i = 1; i < parts.Length; i++)
        {
            bool isLast = i == parts.Length - 1;
            if (parts[i] is ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            if (parts[i] is not ("" or "." or "..")) kept.Add("/" + parts[i]);
            else if (isLast) kept.Add("/");
        }
        return string.Concat(kept);
    }
}
