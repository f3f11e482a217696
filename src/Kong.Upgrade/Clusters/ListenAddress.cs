using System.Globalization;
using System.Net;

namespace Kong.Upgrade.Clusters;

/// <summary>One address that a node listens on, and the setting that says so. Immutable.</summary>
internal sealed record ListenAddress(string Setting, string Host, int Port, IReadOnlyList<string> Flags)
{
    public bool IsTls => Flags.Contains("ssl");

    public bool IsUdp => Flags.Contains("udp");

    /// <summary>Where a client on this host finds it.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"{(IsTls ? "https" : "http")}://{ReachableHost}:{Port}/"));

    /// <summary>Whether both cannot be listened on at once. A wildcard takes its port on every address: whether an IPv6 one takes IPv4 too is not to be seen, so it counts.</summary>
    public bool ClashesWith(ListenAddress other) => IsUdp == other.IsUdp && Clashes(other.Port, other.Ip);

    /// <summary>Whether somebody who listens there is in the way.</summary>
    public bool ClashesWith(IPEndPoint held) => Clashes(held.Port, Plain(held.Address));

    /// <summary>Whether a connection that ends there came in here.</summary>
    public bool TakesIn(IPEndPoint local) => Port == local.Port && (IsAny(Ip) || Ip is null || Ip.Equals(Plain(local.Address)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Setting} {Host}:{Port}");

    private IPAddress? Ip => Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Host.Trim('[', ']'), out IPAddress? ip) ? Plain(ip) : null;

    private string ReachableHost => Ip is { } ip && IsAny(ip) ? (Equals(ip, IPAddress.Any) ? "127.0.0.1" : "[::1]") : Host;

    // A name that is not an address may be any.
    private bool Clashes(int port, IPAddress? other) => Port == port && (Ip is null || other is null || IsAny(Ip) || IsAny(other) || Ip.Equals(other));

    private static bool IsAny(IPAddress? ip) => Equals(ip, IPAddress.Any) || Equals(ip, IPAddress.IPv6Any);

    private static IPAddress Plain(IPAddress ip) => ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
}
