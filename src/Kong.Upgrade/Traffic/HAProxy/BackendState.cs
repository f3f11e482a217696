using System.Globalization;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>The backend's servers by side. Whoever is neither blue nor green is counted too: what it gets is not green's.</summary>
internal sealed record BackendState(IReadOnlyList<HAProxyServer> Blue, IReadOnlyList<HAProxyServer> Green, IReadOnlyList<HAProxyServer> Others, string Text)
{
    public static string Command(HAProxyOptions options) => $"show servers state {options.Backend}";

    /// <summary>Reads an answer: a version, a line of names after <c>#</c>, and one line a server. Columns are found by name.</summary>
    /// <exception cref="UpgradeServiceException">It is not such an answer, or a server is missing.</exception>
    public static BackendState Parse(string text, HAProxyOptions options)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] names = lines.FirstOrDefault(l => l.StartsWith('#'))?.TrimStart('#').Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? throw Unreadable(text, options);
        try
        {
            HAProxyServer[] servers = [.. lines.SkipWhile(l => !l.StartsWith('#')).Skip(1).Select(line => Server(names, line.Split(' ')))];
            return new(Of(options.Blue, servers, options), Of(options.Green, servers, options), [.. servers.Where(s => !options.Blue.Concat(options.Green).Contains(s.Name))], text);
        }
        catch (Exception failure) when (failure is FormatException or IndexOutOfRangeException)
        {
            throw Unreadable(text, options, failure);
        }
    }

    public override string ToString() => string.Join(", ", Blue.Concat(Green).Concat(Others));

    private static HAProxyServer Server(string[] names, string[] fields)
    {
        string Field(string name) => fields[Array.IndexOf(names, name)];
        int Number(string name) => int.Parse(Field(name), CultureInfo.InvariantCulture);
        return new(Field("srv_name"), Number("srv_uweight"), Number("srv_op_state"), Number("srv_admin_state"));
    }

    private static HAProxyServer[] Of(IReadOnlyList<string> names, HAProxyServer[] servers, HAProxyOptions options) =>
        [.. names.Select(name => Array.Find(servers, s => s.Name == name) ?? throw new UpgradeServiceException($"HAProxy's backend {options.Backend} has no server {name}; it has {string.Join(", ", servers.Select(s => s.Name))}. Name blue's and green's servers as HAProxy's configuration does."))];

    private static UpgradeServiceException Unreadable(string text, HAProxyOptions options, Exception? failure = null) =>
        new($"HAProxy on {options.Socket} answered '{Command(options)}' in a way that cannot be read: '{text.Split('\n')[0]}'. See whether this is the Runtime API of HAProxy 2.2 or later.", failure);
}
