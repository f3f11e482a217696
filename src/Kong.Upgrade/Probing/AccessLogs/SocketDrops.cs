using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>How many datagrams the kernel dropped because a socket's buffer was full: what /proc/net/udp shows in its last column, without reading all of that file.</summary>
internal static class SocketDrops
{
    // SOL_SOCKET, SO_MEMINFO and SK_MEMINFO_DROPS of Linux 4.12 and later.
    private const int Level = 1, MemoryInfo = 55, Drops = 8, Numbers = 9;

    /// <returns><see langword="null"/> where the kernel does not tell.</returns>
    public static long? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> numbers = stackalloc byte[Numbers * sizeof(uint)];
        try
        {
            return socket.GetRawSocketOption(Level, MemoryInfo, numbers) == numbers.Length ? MemoryMarshal.Cast<byte, uint>(numbers)[Drops] : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
