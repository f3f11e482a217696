using Kong.Upgrade.Database;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>What a node finds in its environment: this process's without <c>KONG_*</c>, which belong to whoever set them for something else, then the node's own, then its login.</summary>
internal static class NodeEnvironment
{
    private const string Settings = "KONG_";

    private static readonly string[] secretWords = ["PASSWORD", "SECRET", "TOKEN", "KEY", "LICENSE"];
    private static readonly string[] switchWords = ["on", "off", "true", "false", "yes", "no"];

    /// <summary>As <see cref="Processes.CommandLine.Environment"/> wants it: <see langword="null"/> takes a variable away.</summary>
    /// <param name="node">The node.</param>
    /// <param name="login">How it logs in; <see langword="null"/> when that is the node's own business, as blue's is.</param>
    public static Dictionary<string, string?> Of(LocalNode node, KongDatabase? login)
    {
        Dictionary<string, string?> environment = Inherited().Where(name => name.StartsWith(Settings, StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach ((string name, string value) in node.Kong.Environment) environment[name] = value;
        // A node may read from a replica; only commands must not.
        if (login is not null) foreach ((string name, string? value) in KongSettings.ForKong(login).Where(s => s.Key != "KONG_PG_RO_HOST")) environment[name] = value;
        environment["KONG_PREFIX"] = node.Prefix;
        // In the foreground `kong start` would never end.
        environment["KONG_NGINX_DAEMON"] = "on";
        if (environment.ContainsKey("KONG_NGINX_MAIN_DAEMON")) environment["KONG_NGINX_MAIN_DAEMON"] = "on";
        return environment;
    }

    /// <summary>The same as a node sees it: all that is set.</summary>
    public static IReadOnlyDictionary<string, string> Seen(IReadOnlyDictionary<string, string?> changes) => Inherited()
        .Where(name => !changes.ContainsKey(name)).Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
        .Concat(changes.Select(change => (Name: change.Key, change.Value))).Where(v => v.Value is not null)
        .ToDictionary(v => v.Name, v => v.Value!, StringComparer.Ordinal);

    /// <summary>Whether a setting or variable holds what must not be seen.</summary>
    public static bool IsSecret(string name, string? value) =>
        value is { Length: > 1 } && !switchWords.Contains(value) && secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Inherited() => Environment.GetEnvironmentVariables().Keys.Cast<string>();
}
