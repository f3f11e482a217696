using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Where the Runtime API listens: a socket in the file system, or a host and port.</summary>
internal sealed record RuntimeAddress(string Text, EndPoint EndPoint)
{
    public static RuntimeAddress? Parse(string text)
    {
        if (text.StartsWith('/')) return text.Length > 1 && !text.Any(char.IsControl) ? new(text, new Unresolved(text)) : null;
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        bool isPort = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= IPEndPoint.MaxPort;
        return isPort && Uri.CheckHostName(host) is not UriHostNameType.Unknown ? new(text, new DnsEndPoint(host, port)) : null;
    }

    /// <summary>As HAProxy's <c>stats socket</c> has it: addresses with their family, IPv6 without brackets.</summary>
    public string Listen() => EndPoint is not DnsEndPoint end ? $"{Text} mode 600"
        : !IPAddress.TryParse(end.Host, out IPAddress? address) ? Text
        : string.Create(CultureInfo.InvariantCulture, $"{(address.AddressFamily is AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4")}@{end.Host}:{end.Port}");

    public Socket NewSocket() => EndPoint is DnsEndPoint ? new(SocketType.Stream, ProtocolType.Tcp) : new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public EndPoint Target() => EndPoint is Unresolved path ? new UnixDomainSocketEndPoint(path.Path) : EndPoint;

    // A path that is too long must be a sentence among others, not an exception from a constructor.
    private sealed class Unresolved(string path) : EndPoint
    {
        public string Path => path;
    }
}
