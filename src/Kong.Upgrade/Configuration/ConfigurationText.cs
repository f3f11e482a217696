using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Configuration;

/// <summary>Reads a <c>kong.conf</c> exactly as Kong's loader does, oddities included: a value that is read otherwise than by the node is worse than none.</summary>
/// <remarks>
/// Whole lines after <c>#</c> or <c>;</c> are comments; <c>\</c> at the end continues a line; <c>#</c> in a value starts a comment unless it is written <c>\#</c>;
/// quotation marks belong to the value; what follows a <c>[section]</c> is not read; the last of equal names wins.
/// </remarks>
internal static partial class ConfigurationText
{
    /// <summary>What the file names; an empty value takes a default away and so is kept.</summary>
    public static Dictionary<string, string> Read(string text)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach ((_, string line) in Lines(text).TakeWhile(l => l.Text[0] != '['))
        {
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign >= 0) found[Name(line[..sign])] = Value(line[(sign + 1)..]);
        }
        return found;
    }

    /// <summary>What Kong's loader passes over in silence although somebody meant something by it; a sentence each, without values.</summary>
    public static IEnumerable<string> Oddities(string text)
    {
        Dictionary<string, int> begun = new(StringComparer.Ordinal);
        foreach ((int number, string line) in Lines(text))
        {
            if (line[0] == '[')
            {
                yield return $"line {number}: {Trim(line)} begins a section: Kong reads nothing from there on.";
                yield break;
            }
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0) yield return $"line {number}: '{Trim(line).Split(' ', '\t')[0]}…' has no '=' and sets nothing.";
            else if (begun.TryGetValue(Name(line[..sign]), out int earlier)) yield return $"line {number}: {Name(line[..sign])} is set in line {earlier} already; the later one counts.";
            if (sign >= 0) begun[Name(line[..sign])] = number;
        }
    }

    /// <summary>How a value is written so that Kong reads it back; lines cannot be part of one.</summary>
    public static string Write(string value) => value.Replace("#", "\\#", StringComparison.Ordinal);

    /// <summary>What Lua takes for white space; .NET knows more.</summary>
    public static string Trim(string text) => text.Trim(' ', '\t', '\r', '\n', '\v', '\f');

    // Each with the number of the line that ends it.
    private static IEnumerable<(int Number, string Text)> Lines(string text)
    {
        StringBuilder begun = new();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (IsSkipped(line)) continue;
            Match continues = Continuation().Match(line);
            begun.Append(continues.Success ? line[..continues.Index] : line);
            if (continues.Success) continue;
            yield return (number, begun.ToString());
            begun.Clear();
        }
    }

    private static bool IsSkipped(string line) => Trim(line) is var rest && (rest.Length == 0 || rest[0] is '#' or ';');

    private static string Name(string written) => NotAlphanumeric().Replace(Trim(written), "_");

    // Numbers are converted before comments are cut off, so "0123" means 123 but "0123 # so" stays as it is.
    private static string Value(string written)
    {
        string value = Trim(written);
        return LuaNumber.Normalize(value) ?? Comment().Replace(value, "", 1).Replace("\\#", "#", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\\[ \t\r\v\f]*$")]
    private static partial Regex Continuation();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotAlphanumeric();

    [GeneratedRegex(@"[ \t\r\n\v\f]*(?<!\\)#.*$")]
    private static partial Regex Comment();
}
