using System.Text.RegularExpressions;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>Finds the members of types by indentation, which formatted code makes reliable.</summary>
internal static partial class MemberScan
{
    private const int Step = 4;

    /// <summary>Each member's first line (from 1), length in lines, and text of its first line.</summary>
    public static IEnumerable<(int Line, int Length, string Text)> Of(string[] lines)
    {
        HashSet<int> types = [];
        (int First, int Last, int Indent)? member = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].TrimStart();
            int indent = lines[i].Length - text.Length;
            if (text.Length == 0) continue;
            bool isType = (indent == 0 || types.Contains(indent - Step)) && Type().IsMatch(text);
            bool isOnItsOwn = types.Contains(indent - Step) && !Continues().IsMatch(text);
            if (member is { } open && (isType || isOnItsOwn || indent < open.Indent))
            {
                yield return (open.First + 1, open.Last - open.First + 1, lines[open.First].Trim());
                member = null;
            }
            if (isType) types.Add(indent);
            else if (isOnItsOwn && !Precedes().IsMatch(text)) member = (i, i, indent);
            else if (member is { } current) member = current with { Last = i };
            if (text == "}") types.Remove(indent);
        }
    }

    [GeneratedRegex(@"^([a-z]+ )*(class|struct|record|interface|enum) \w+")]
    private static partial Regex Type();

    /// <summary>What goes on with the line before: braces, constraints, operators.</summary>
    [GeneratedRegex(@"^([{}()\]:?]|where |=>|&&|\|\|)")]
    private static partial Regex Continues();

    /// <summary>What stands before a member and is none: comments, attributes, directives.</summary>
    [GeneratedRegex(@"^(//|\[|#)")]
    private static partial Regex Precedes();
}
