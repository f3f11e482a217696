using System.Text;

namespace Kong.Upgrade.Reporting;

/// <summary>A line of a report: a word at its beginning, and words that do not fit go on below, under what they belong to.</summary>
internal static class WrappedLine
{
    private const int Indent = 12, Width = 120;

    public static void Append(StringBuilder text, string word, string line, int hanging)
    {
        text.Append(("  " + word).PadRight(Indent - 1)).Append(word.Length + 3 > Indent ? "\n" + new string(' ', Indent) : " ");
        int used = Indent;
        foreach (string part in line.ReplaceLineEndings(" ").Split(' '))
        {
            bool fits = used + 1 + part.Length <= Width, isFirst = used == Indent;
            if (!isFirst) text.Append(fits ? " " : "\n" + new string(' ', Indent + hanging));
            text.Append(part);
            used = fits || isFirst ? used + part.Length + (isFirst ? 0 : 1) : Indent + hanging + part.Length;
        }
        text.Append('\n');
    }
}
