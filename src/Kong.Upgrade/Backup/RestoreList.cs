using System.Text.RegularExpressions;

namespace Kong.Upgrade.Backup;

/// <summary>
/// The dump's entries without the write freeze's: its triggers call functions of a schema that is not saved, and a restored database must be writable
/// (kong-facts 12.2 no. 6).
/// </summary>
internal static partial class RestoreList
{
    public const string FileName = "restore.list";

    /// <summary>Takes the freeze out.</summary>
    /// <param name="listing">What <c>pg_restore -l</c> printed: <c>number; catalogue-id object-id KIND schema name owner</c>.</param>
    /// <param name="triggers">Catalogue and object id of each of the freeze's triggers.</param>
    public static string Without(string listing, IReadOnlySet<string> triggers)
    {
        string[] lines = listing.Split('\n');
        string[] names = [.. lines.Where(l => IsTrigger(l, triggers)).Select(l => TriggerName().Match(l)).Where(m => m.Success).Select(m => $" TRIGGER {m.Groups[2].Value} ON {m.Groups[1].Value} ")];
        return string.Join('\n', lines.Where(l => !IsTrigger(l, triggers) && !InFreezeSchema().IsMatch(l) && !(l.Contains(" COMMENT ", StringComparison.Ordinal) && names.Any(n => l.Contains(n, StringComparison.Ordinal)))));
    }

    private static bool IsTrigger(string line, IReadOnlySet<string> triggers) => Ids().Match(line) is { Success: true } ids && triggers.Contains(ids.Groups[1].Value);

    [GeneratedRegex(@"^\d+; (\d+ \d+) ")]
    private static partial Regex Ids();

    // "2620 16900 TRIGGER public routes the_name owner"
    [GeneratedRegex(@" TRIGGER \S+ (\S+) (\S+) \S+$")]
    private static partial Regex TriggerName();

    [GeneratedRegex(@"^\d+; \d+ \d+ [A-Z][A-Z ]*[A-Z] (kong_upgrade|- kong_upgrade|- SCHEMA kong_upgrade) ")]
    private static partial Regex InFreezeSchema();
}
