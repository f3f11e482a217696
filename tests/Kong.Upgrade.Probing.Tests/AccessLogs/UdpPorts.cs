using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>UDP ports of this host, as the kernel tells of them.</summary>
internal static class UdpPorts
{
    public static int Free()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Address and drops of each socket on a port, from /proc/net/udp and udp6.</summary>
    public static IReadOnlyList<(string Address, long Drops)> On(int port) =>
    [
        .. from file in (string[])["/proc/net/udp", "/proc/net/udp6"]
           where File.Exists(file)
           from line in File.ReadAllLines(file).Skip(1)
           let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           let local = fields[1].Split(':')
           where local[1] == port.ToString("X4", CultureInfo.InvariantCulture)
           select (local[0], long.Parse(fields[^1], CultureInfo.InvariantCulture)),
    ];
}
