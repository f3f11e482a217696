using System.Text.RegularExpressions;
using Kong.Upgrade.Simulation.Entities;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// What a refused write is to the Admin API. Kong looks at the text only, never at the SQLSTATE, which is how a trigger can speak to
/// clients (kong-facts 12.1 no. 1, 2).
/// </summary>
internal static partial class DatabaseRefusal
{
    private const string StillReferenced = "is still referenced from table";

    public static KongError Of(NpgsqlException error, EntitySchema schema)
    {
        if (error is not PostgresException stated)
            return KongError.Unexpected();
        string text = stated.Detail is null ? stated.MessageText : $"{stated.MessageText}\n{stated.Detail}";
        if (text.Contains("violates unique constraint", StringComparison.Ordinal))
            return Unique(text);
        return text.Contains("violates foreign key constraint", StringComparison.Ordinal) ? ForeignKey(text, schema) : KongError.Unexpected();
    }

    private static KongError Unique(string text)
    {
        Match match = Key().Match(text);
        string[] columns = match.Groups[1].Value.Split(", ");
        string[] values = match.Groups[2].Value.Split(", ");
        int last = columns.Length - 1;
        return !match.Success || columns[last] == "id" ? KongError.PrimaryKey(match.Groups[2].Value) : KongError.Unique(columns[last], values[^1]);
    }

    private static KongError ForeignKey(string text, EntitySchema schema)
    {
        int at = text.IndexOf(StillReferenced, StringComparison.Ordinal);
        if (at >= 0)
        {
            // Two characters go at either end, whatever they are: the space and the quote, the quote and the full stop.
            string by = text[(at + StillReferenced.Length)..];
            return KongError.StillReferenced(by.Length > 4 ? by[2..^2] : "", schema.Table);
        }

        return Key().Match(text) is { Success: true } match && Absent().Match(text) is { Success: true } absent
            ? KongError.MissingReference(match.Groups[1].Value.Split(", ")[0].Replace("_id", "", StringComparison.Ordinal), match.Groups[2].Value.Split(", ")[0], absent.Groups[1].Value)
            : KongError.Unexpected();
    }

    [GeneratedRegex(@"Key \(([^)]*)\)=\((.*)\) ", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex("is not present in table \"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Absent();
}
