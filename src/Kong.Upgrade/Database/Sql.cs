namespace Kong.Upgrade.Database;

/// <summary>Names and texts inside SQL, where a parameter cannot stand.</summary>
internal static class Sql
{
    /// <summary>An identifier, quoted.</summary>
    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A schema's object, quoted.</summary>
    public static string Name(string schema, string identifier) => $"{Name(schema)}.{Name(identifier)}";

    /// <summary>A text literal, right whatever <c>standard_conforming_strings</c> says.</summary>
    public static string Text(string value)
    {
        string doubled = value.Replace("'", "''", StringComparison.Ordinal);
        return doubled.Contains('\\', StringComparison.Ordinal) ? $"E'{doubled.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{doubled}'";
    }
}
