using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Asks the control server, each time over a connection of its own: whichever worker takes it answers for itself.</summary>
internal sealed class NginxControl(NginxOptions options, TimeProvider time)
{
    private const int LongestAnswer = 4096;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    public int Port { get; } = NginxPaths.ControlPort(options);

    /// <summary>One worker's answer, or why there is none.</summary>
    public async Task<(NginxAnswer? Answer, string? Trouble)> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            string text = await ExchangeAsync(either.Token).ConfigureAwait(false);
            string body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return NginxAnswer.Parse(body) is { } answer ? (answer, null) : (null, $"127.0.0.1:{Port} is answered by something else than the splitter's control server");
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return (null, $"127.0.0.1:{Port}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port} gave no answer within {patience.TotalSeconds} s"));
        }
    }

    /// <summary>An answer on which two workers (or one, asked twice) agree. A few tries, for a reload may be under way.</summary>
    public async Task<(NginxAnswer? Answer, string? Trouble)> AgreedAsync(CancellationToken cancellationToken)
    {
        string? trouble = null;
        for (int tries = 0; tries < 4; tries++)
        {
            if (tries > 0) await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            (NginxAnswer? one, trouble) = await AskAsync(cancellationToken).ConfigureAwait(false);
            if (one is null) continue;
            (NginxAnswer? other, trouble) = await AskAsync(cancellationToken).ConfigureAwait(false);
            if (other is null) continue;
            if (one.Generation == other.Generation && one.Share == other.Share) return (other, null);
            trouble = $"its workers disagree: {Words(one.Share)} and {Words(other.Share)} for green";
        }
        return (null, trouble);
    }

    private static string Words(TrafficShare? share) => share?.ToString() ?? "an unknown share";

    private async Task<string> ExchangeAsync(CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync("GET / HTTP/1.0\r\nHost: kong-upgrade\r\n\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[LongestAnswer];
        int filled = 0, read;
        while (filled < buffer.Length && (read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false)) > 0) filled += read;
        return Encoding.ASCII.GetString(buffer, 0, filled);
    }
}
