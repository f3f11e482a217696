using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>What a node's settings say about its listeners. The first address without TLS counts; all of them are served on loopback.</summary>
internal static partial class NodeSettings
{
    private static readonly KongVersion FirstWithStatusPort = KongVersion.Parse("3.6.0");

    public static int ProxyPort(KongConfiguration configuration) => Port(configuration["proxy_listen"] ?? "0.0.0.0:8000");

    /// <summary>The proxy's address with TLS, where the settings name one; Kong's own default is not served, so that nodes do not meet there.</summary>
    public static int? ProxyTlsPort(KongConfiguration configuration) => (configuration["proxy_listen"] ?? "").Split(',')
        .Where(address => address.Contains(" ssl", StringComparison.Ordinal))
        .Select(PortOf)
        .FirstOrDefault();

    public static int AdminPort(KongConfiguration configuration) => Port(configuration["admin_listen"] ?? "127.0.0.1:8001");

    public static int StatusPort(KongConfiguration configuration, KongVersion version) =>
        Port(configuration["status_listen"] ?? (version.CompareTo(FirstWithStatusPort) >= 0 ? "127.0.0.1:8007" : "off"));

    // 0, a free port, where a listener is off: a simulated node always has all three.
    private static int Port(string listen) => listen.Split(',')
        .Where(address => !address.Contains(" ssl", StringComparison.Ordinal))
        .Select(PortOf)
        .FirstOrDefault(port => port is not null) ?? 0;

    private static int? PortOf(string address) =>
        PortNumber().Match(address) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@":(\d+)")]
    private static partial Regex PortNumber();
}
