using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Listens on loopback for lines that a balancer sends by syslog, each as its request ends.</summary>
/// <remarks>
/// Lines are taken out of the kernel's buffer as they come, so that nothing is lost while nobody asks. Seen on nginx 1.22.1 and HAProxy 2.6.12: one line a datagram.
/// While nobody listens nginx warns in its error log of every second line, and the first line of each worker after that is lost: the kernel lets it know so late.
/// </remarks>
internal sealed class SyslogLog(int port, ILogFormat format, RequestStore store) : ILogSource
{
    // The kernel grants what net.core.rmem_max allows: by default about 500 lines.
    private const int Buffer = 8 << 20;

    // No datagram is longer.
    private const int Longest = 1 << 16;

    private Socket? socket;
    private long? drops;
    private int stranger;
    private string? failure;

    /// <summary>What was read cannot be read again.</summary>
    public string? Seek(ProbeWindow window, DateTimeOffset? readUntil) =>
        window.To <= readUntil ? $"{format.Balancer}'s lines come by syslog and cannot be read twice; this window ended before one that was answered already" : null;

    public string? Collect(CancellationToken cancellationToken)
    {
        if (failure is not null) return Restart();
        if (socket is null) return Listen();
        long? now = SocketDrops.Of(socket), lost = now - drops;
        drops = now;
        if (lost is not > 0) return null;
        store.Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{lost} lines of {format.Balancer}'s log were lost because they came faster than this process took them; what else came with them is not counted. Where that goes on, raise net.core.rmem_max (it grants {socket.ReceiveBufferSize} bytes now) or let the probe follow a file");
    }

    public string AboutForeign() => string.Create(CultureInfo.InvariantCulture,
        $"that came to 127.0.0.1:{port} are not of the splitter's format, the last from port {stranger} of this host ('ss -uap' names its owner); they are left out. Only {format.Balancer} may send there, in the format that the splitter's {nameof(Traffic.Nginx.NginxTrafficSplitter.ConfigurationToAdd)} prints");

    public void Dispose()
    {
        lock (store.Gate)
        {
            socket?.Dispose();
            socket = null;
        }
    }

    private string? Listen()
    {
        Socket fresh = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            fresh.ReceiveBufferSize = Buffer;
            fresh.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException error)
        {
            fresh.Dispose();
            return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port} cannot be listened on for {format.Balancer}'s log: {error.Message}. See who has it ('ss -ulpn'), another probe perhaps, and end that, or name another AccessLogPort and have {format.Balancer} load it");
        }
        (socket, drops) = (fresh, SocketDrops.Of(fresh));
        _ = ReceiveAsync(fresh);
        return string.Create(CultureInfo.InvariantCulture, $"this is the first look: from now on the probe listens on 127.0.0.1:{port} for {format.Balancer}'s log");
    }

    private string Restart()
    {
        string trouble = $"listening for {format.Balancer}'s log ended: {failure} The next look listens again";
        socket?.Dispose();
        (socket, failure) = (null, null);
        store.Clear();
        return trouble;
    }

    private async Task ReceiveAsync(Socket from)
    {
        // Never on the caller's stack: while lines keep coming this does not return.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        byte[] datagram = new byte[Longest];
        SocketAddress sender = new(AddressFamily.InterNetwork);
        try
        {
            for (; ; ) Take(datagram.AsSpan(0, await from.ReceiveFromAsync(datagram, SocketFlags.None, sender).ConfigureAwait(false)), sender);
        }
        catch (Exception error)
        {
            // Silence would look like users without requests.
            lock (store.Gate) failure = from == socket ? error.Message : failure;
        }
    }

    private void Take(ReadOnlySpan<byte> lines, SocketAddress sender)
    {
        lock (store.Gate)
            if (!store.Add(lines)) stranger = (sender[2] << 8) | sender[3];
    }
}
