using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>A port that nobody listens on, outside the range from which the system takes ports for connections: it stays free until it is used.</summary>
internal static class FreePort
{
    private const int First = 20_000, Last = 29_900;

    private static int last = Random.Shared.Next(First, Last);

    public static int Take()
    {
        for (; ; )
        {
            int port = First + (Interlocked.Increment(ref last) % (Last - First));
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
