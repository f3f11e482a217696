using System.Buffers;

namespace Kong.Upgrade.Preflight.Regexes.Paths;

/// <summary>How a route's path in the database is read, and what becomes of it.</summary>
internal static class RoutePath
{
    private static readonly SearchValues<char> plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~/%-");

    private static readonly KongVersion tildes = KongVersion.Parse("3.0.0");

    /// <summary>Whether a version takes a path for a regex: from 3.0 on when it begins with <c>~</c>; before, also when it holds a character outside <c>[A-Za-z0-9._~/%-]</c> (300-01; Kong/kong kong/router.lua@2.8.5, kong/router/utils.lua@3.9.1).</summary>
    public static bool IsRegex(string path, KongVersion version) => path.StartsWith('~') || version < tildes && !IsPlain(path);

    /// <summary>The regex that a version matches with: without the tilde, and before 3.0 with <c>%XX</c> decoded, as <c>up</c> writes it then; <see langword="null"/> where the path is no regex.</summary>
    public static string? Regex(string path, KongVersion version)
    {
        if (!IsRegex(path, version)) return null;
        string pattern = path.StartsWith('~') ? path[1..] : path;
        return version < tildes ? PathDecoding.Regex(pattern) : pattern;
    }

    /// <summary>Whether it is a regex with a tilde too many: its route answers 404 on 3.4.2 and 3.9.1 (kong-facts 12.3).</summary>
    public static bool HasDoubleTilde(string path) => path.StartsWith("~~", StringComparison.Ordinal);

    /// <summary>
    /// What the migration 016_280_to_300 makes of a path: once, in <c>up</c> from 2.8, as it should; and again in every <c>up -f</c> and <c>finish -f</c>, which is the damage
    /// (kong-facts 1.6, 12.3; Kong/kong kong/db/migrations/migrate_path_280_300.lua@3.9.3). Bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    public static string AfterMigration(string path) => IsPlain(path) ? PathDecoding.Normalize(path) : "~" + PathDecoding.Regex(path);

    /// <summary>What a run with <c>-f</c> does to a path of 3.0 or later.</summary>
    public static ForceDamage DamageByForce(string path)
    {
        string after = AfterMigration(path);
        return after == path ? ForceDamage.None
            : HasDoubleTilde(after) ? ForceDamage.NeverMatches
            : after.StartsWith('~') && !path.StartsWith('~') ? ForceDamage.BecomesRegex : ForceDamage.Rewritten;
    }

    /// <summary>Whether it has only characters that stand for themselves: what 2.8 took for no regex.</summary>
    public static bool IsPlain(string path) => !path.AsSpan().ContainsAnyExcept(plain);
}
