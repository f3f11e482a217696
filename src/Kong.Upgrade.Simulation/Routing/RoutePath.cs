using System.Text.RegularExpressions;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>One path of a route: a prefix, or since 3.0 behind `~` a regular expression anchored at the start.</summary>
internal sealed partial class RoutePath
{
    private readonly string? _prefix;
    private readonly Regex? _regex;

    private RoutePath(string? prefix, Regex? regex) => (_prefix, _regex) = (prefix, regex);

    public bool IsRegex => _regex is not null;

    public int Length { get; private init; }

    /// <summary>Reads a path as that version does; null when its regular expression cannot be used, and the path then never matches.</summary>
    public static RoutePath? Read(string path, VersionTraits version)
    {
        if (path.StartsWith('~'))
            return Regular(path[1..], version);
        // Before 3.0 everything that is no plain path was taken for a regular expression (kong-facts 1.6 danger 1).
        return version.AtLeast(3, 0) || IsPlain(path) ? new(path, null) { Length = path.Length } : Regular(path, version);
    }

    /// <summary>Whether a path without a mark was a plain one to a version before 3.0, and is one to the migration to 3.0.</summary>
    public static bool IsPlain(string path) => PlainPath().IsMatch(path);

    /// <summary>How much of the request's path this path matches, or -1.</summary>
    public int Match(string path)
    {
        if (_prefix is not null)
            return path.StartsWith(_prefix, StringComparison.Ordinal) ? _prefix.Length : -1;
        Match match = _regex!.Match(path);
        return match.Success ? match.Length : -1;
    }

    private static RoutePath? Regular(string pattern, VersionTraits version)
    {
        if (version.AtLeast(3, 0) && RefusedSince3().IsMatch(pattern))
            return null;
        try
        {
            // 3.x uses an engine without backtracking: look-around and back references fail there as here (kong-facts 13 no. 1).
            RegexOptions engine = version.AtLeast(3, 0) ? RegexOptions.NonBacktracking : RegexOptions.None;
            return new(null, new Regex($"^(?:{pattern})", engine | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))) { Length = pattern.Length };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9._~/%-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPath();

    // Escapes that .NET takes and Kong 3.9.1 does not: "could not add route" (kong-facts 13 no. 1).
    [GeneratedRegex(@"\\[/hZQE]|\{,\d+\}|\(\?>", RegexOptions.CultureInvariant)]
    private static partial Regex RefusedSince3();
}
