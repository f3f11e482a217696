using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>
/// One user's HTTP/1.1 connection, as careless as clients are: it keeps its connection until it is told otherwise, does not look whether it has been closed
/// meanwhile, and repeats nothing.
/// </summary>
internal sealed class LoadConnection(Uri target, LoadOptions options) : IDisposable
{
    private readonly byte[] request = Encoding.ASCII.GetBytes(Request(target, options));
    private readonly byte[] buffer = new byte[16 * 1024];
    private Stream? stream;
    private int filled;

    public async Task<(int Status, string Body)> AskAsync(CancellationToken stop)
    {
        try
        {
            stream ??= await ConnectAsync(stop);
            await stream.WriteAsync(request, stop);
            return await ReadAsync(stream, stop);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        (stream, filled) = (null, 0);
    }

    private static string Request(Uri target, LoadOptions options)
    {
        StringBuilder text = new($"{options.Method} {target.PathAndQuery} HTTP/1.1\r\n");
        if (!options.Headers.ContainsKey("Host")) text.Append(CultureInfo.InvariantCulture, $"Host: {target.Authority}\r\n");
        foreach ((string name, string value) in options.Headers) text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (options.Body.Length > 0 || options.Method != "GET") text.Append(CultureInfo.InvariantCulture, $"Content-Length: {options.Body.Length}\r\n");
        if (!options.KeepsAlive) text.Append("Connection: close\r\n");
        return text.Append("\r\n").Append(options.Body).ToString();
    }

    private async Task<Stream> ConnectAsync(CancellationToken stop)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, stop);
            NetworkStream plain = new(socket, ownsSocket: true);
            if (target.Scheme != "https") return plain;
            SslStream secure = new(plain);
            await secure.AuthenticateAsClientAsync(new() { TargetHost = target.Host, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null }, stop);
            return secure;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(int Status, string Body)> ReadAsync(Stream from, CancellationToken stop)
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync(from, stop);
        string head = Encoding.ASCII.GetString(buffer, 0, end);
        int start = end + 4;
        string? length = Header(head, "Content-Length");
        int size = length is null ? 0 : int.Parse(length, CultureInfo.InvariantCulture);
        if (length is null && Header(head, "Transfer-Encoding") is not null) throw new NotSupportedException("backends of tests answer with a Content-Length");
        while (filled < start + size) await FillAsync(from, stop);
        string body = Encoding.UTF8.GetString(buffer, start, size);
        filled = 0;
        if (!options.KeepsAlive || string.Equals(Header(head, "Connection"), "close", StringComparison.OrdinalIgnoreCase)) Dispose();
        return (int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), body.TrimEnd());
    }

    private async Task FillAsync(Stream from, CancellationToken stop)
    {
        if (filled == buffer.Length) throw new NotSupportedException("backends of tests answer with a few kilobytes");
        int read = await from.ReadAsync(buffer.AsMemory(filled), stop);
        if (read == 0) throw new IOException(filled == 0 ? "the connection was closed instead of an answer" : "the connection was closed in the middle of an answer");
        filled += read;
    }

    private static string? Header(string head, string name)
    {
        foreach (string line in head.Split("\r\n"))
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) return line[(name.Length + 1)..].Trim();
        return null;
    }
}
