using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.TestServers;

/// <summary>Ports that stay free until they are used, much later: outside the range from which the system takes ports for connections.</summary>
public static class Ports
{
    private const int First = 10_000, Last = 19_900;

    private static int last = Random.Shared.Next(First, Last);

    public static int Next()
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
