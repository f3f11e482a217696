using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Probing;

/// <summary>HAProxy's counters at one moment. Immutable.</summary>
internal sealed record HAProxyLook(string Process, IReadOnlyList<HAProxyCounters> Servers)
{
    /// <exception cref="UpgradeServiceException">It cannot be read, or a server is missing.</exception>
    public static HAProxyLook Parse(string process, string counters, HAProxyOptions options)
    {
        string id = process.Split('\n').FirstOrDefault(l => l.StartsWith("Pid:", StringComparison.Ordinal)) ?? throw Unreadable("show info", process, options);
        string[] lines = counters.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not [['#', ..] head, ..]) throw Unreadable("show stat", counters, options);
        string[] names = head.TrimStart('#', ' ').Split(',');
        HAProxyCounters[] servers = [.. lines.Skip(1).Select(line => HAProxyCounters.Parse(names, line) ?? throw Unreadable("show stat", line, options))];
        string[] missing = [.. options.Blue.Concat(options.Green).Except(servers.Select(s => s.Server))];
        return missing.Length == 0 ? new(id, servers)
            : throw new UpgradeServiceException($"HAProxy's backend {options.Backend} has no server {string.Join(", ", missing)}; it has {string.Join(", ", servers.Select(s => s.Server))}. Name blue's and green's servers as HAProxy's configuration does.");
    }

    public bool HasLostCounts(HAProxyLook before) =>
        Process != before.Process || Servers.Any(s => before.Servers.FirstOrDefault(b => b.Server == s.Server) is { } then && s.IsBehind(then));

    public IReadOnlyList<HAProxyIncrement> Since(HAProxyLook before) =>
        [.. Servers.Select(now => HAProxyIncrement.Of(now, before.Servers.FirstOrDefault(b => b.Server == now.Server) ?? new(now.Server, 0, 0, 0, 0, 0, 0)))];

    private static UpgradeServiceException Unreadable(string command, string text, HAProxyOptions options) =>
        new($"HAProxy on {options.Socket} answered '{command}' in a way that cannot be read: '{text.Split('\n')[0]}'. See whether this is the Runtime API of HAProxy 2.2 or later.");
}
