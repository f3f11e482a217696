namespace Kong.Upgrade.Simulation.Routing;

/// <summary>The hosts or server names of a route: plain ones, and with one asterisk at either end.</summary>
internal sealed class RouteHosts(IReadOnlyList<string> hosts)
{
    private readonly string[] _plain = [.. hosts.Where(h => !h.Contains('*', StringComparison.Ordinal))];
    private readonly string[] _wildcard = [.. hosts.Where(h => h.Contains('*', StringComparison.Ordinal))];

    public bool Any => _plain.Length + _wildcard.Length > 0;

    public bool OnlyPlain => _wildcard.Length == 0;

    /// <summary>Whether the request's host, with or without its port, is one of them.</summary>
    public bool Matches(string host, string hostAndPort)
    {
        foreach (string plain in _plain)
            if (Same(plain, host) || Same(plain, hostAndPort))
                return true;
        foreach (string pattern in _wildcard)
            if (Fits(pattern, host) || Fits(pattern, hostAndPort))
                return true;
        return false;
    }

    public bool Matches(string name) => Matches(name, name);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Fits(string pattern, string host) => pattern[0] == '*'
        ? host.Length >= pattern.Length && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Length >= pattern.Length && host.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase);
}
