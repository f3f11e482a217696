using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Regexes.Paths;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>How versions tell a path that is a regex from one that is plain: before 3.0 by its characters, since then by a <c>~</c> before it (kong-facts 7, 300-01).</summary>
internal static class RoutePaths
{
    // The plain characters but ~, and what JSON puts around texts.
    private static readonly SearchValues<byte> harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/%-\", \t\r\n"u8);

    /// <summary>Whether it is worth a look whether a route has a regex that means more than its text. Cheap: nothing is copied.</summary>
    public static bool MayHaveRegex(KongEntity route) =>
        route.Field("paths") is { ValueKind: JsonValueKind.Array } paths && JsonMarshal.GetRawUtf8Value(paths)[1..^1].ContainsAnyExcept(harmless);

    /// <summary>Whether it is worth a look whether a migration of 3.0 changes a route's paths. As cheap.</summary>
    public static bool MayMigrate(KongEntity route) =>
        route.Field("paths") is { ValueKind: JsonValueKind.Array } paths && JsonMarshal.GetRawUtf8Value(paths)[1..^1] is var raw
        && (raw.ContainsAnyExcept(harmless) || raw.Contains((byte)'%') || raw.IndexOf("//"u8) >= 0 || raw.IndexOf("/."u8) >= 0);

    /// <summary>Whether 2.8 took it for a regex.</summary>
    public static bool LooksLikeRegex(string path) => !RoutePath.IsPlain(path);

    /// <summary>The regex that green will have, without the <c>~</c>; <see langword="null"/> for a plain path.</summary>
    public static string? Regex(string path, InstallationFacts installation)
    {
        if (path.StartsWith('~')) return path[1..];
        return installation.From.Major < 3 && !installation.IsConverted() && LooksLikeRegex(path) ? path : null;
    }

    /// <summary>Whether the entities are of a file that was converted for 3.x already.</summary>
    public static bool IsConverted(this InstallationFacts installation) => installation.FormatVersion is { } format && format.StartsWith('3');
}
