using System.Text.RegularExpressions;

namespace Kong.Upgrade.Migrations;

/// <summary>SQL of others as it may be shown: Kong writes values into its statements, keys and passwords too.</summary>
internal static partial class Statement
{
    public static string WithoutValues(string? sql) => string.IsNullOrWhiteSpace(sql) ? "(not known)" : Space().Replace(Literal().Replace(sql, "'…'"), " ").Trim();

    // The second form is a text that was cut off in the middle.
    [GeneratedRegex(@"'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*$|\$\w*\$.*", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
