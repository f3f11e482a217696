using System.Globalization;
using System.Net;

namespace Kong.Upgrade.Clusters;

/// <summary>Reads Kong's listen lists: <c>0.0.0.0:8000 reuseport backlog=16384, [::]:8443 http2 ssl</c>, or <c>off</c>.</summary>
internal static class ListenList
{
    /// <summary>The addresses; none for <c>off</c>. Unix sockets take no port and are left out.</summary>
    /// <exception cref="UpgradeServiceException">It is no such list.</exception>
    public static IReadOnlyList<ListenAddress> Parse(string setting, string text) => text.Trim() is "off" or "" ? [] :
        [.. text.Split(',').Select(entry => entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words is not [] && !words[0].StartsWith("unix:", StringComparison.Ordinal)).Select(words => Address(setting, text, words))];

    private static ListenAddress Address(string setting, string text, string[] words)
    {
        int colon = words[0].LastIndexOf(':');
        string host = colon < 0 ? "" : words[0][..colon];
        if (host.Length == 0 || !IsHost(host) || !int.TryParse(words[0][(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > IPEndPoint.MaxPort)
            throw new UpgradeServiceException($"{setting} is '{text}': '{words[0]}' is no address with a port such as 0.0.0.0:8000 or [::]:8443. Correct it; Kong itself would not start.");
        return new(setting, host, port, words[1..]);
    }

    // An IPv6 address stands in brackets.
    private static bool IsHost(string host) => host.Contains(':', StringComparison.Ordinal) ? host is ['[', .., ']'] && IPAddress.TryParse(host, out _) : true;
}
