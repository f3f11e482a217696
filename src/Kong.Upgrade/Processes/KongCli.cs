using Kong.Upgrade.Database;

namespace Kong.Upgrade.Processes;

/// <summary>Runs one version's <c>kong</c> on a database with a prefix of its own.</summary>
internal static class KongCli
{
    private static readonly string[] secretWords = ["PASSWORD", "SECRET", "TOKEN", "KEY", "LICENSE"];

    /// <summary>The command line: secrets stand in the environment only, and the prefix is named so that no node's is touched (kong-facts 1.4, 11.15).</summary>
    public static CommandLine Line(KongCommand kong, KongDatabase database, string prefix, params string[] arguments)
    {
        Dictionary<string, string?> environment = kong.Environment.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal);
        foreach ((string name, string? value) in KongSettings.ForKong(database)) environment[name] = value;
        environment["KONG_PREFIX"] = prefix;
        string[] configuration = kong.ConfigurationFile is { } file ? ["-c", file] : [];
        return new(kong.Executable, [.. arguments, "-p", prefix, .. configuration])
        {
            Environment = environment,
            Secrets = [.. environment.Where(e => IsSecret(e.Key) && e.Value is { Length: > 0 }).Select(e => e.Value!)],
        };
    }

    private static bool IsSecret(string name) => secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
