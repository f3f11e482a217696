using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>A loopback port that nobody listens on just now.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
