using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>HAProxy's Runtime API: one command a connection, as its "non-interactive mode" has it. Safe for several threads.</summary>
internal sealed class RuntimeApi(HAProxyOptions options, TimeProvider time)
{
    private const int LongestAnswer = 16 * 1024 * 1024;

    private readonly RuntimeAddress address = RuntimeAddress.Parse(options.Socket)!;

    /// <summary>Sends a command and reads its answer to the end.</summary>
    /// <returns>The answer, trimmed; empty when HAProxy did it without a word.</returns>
    /// <exception cref="UpgradeServiceException">It cannot be reached, does not answer in time, or refuses in words of its own.</exception>
    public async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.AnswerWithin, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            string answer = await ExchangeAsync(command, either.Token).ConfigureAwait(false);
            return RuntimeTrouble.In(command, answer, options) is { } trouble ? throw trouble : answer.Trim();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RuntimeTrouble.Late(command, options);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw RuntimeTrouble.Unreachable(command, options, failure);
        }
    }

    private async Task<string> ExchangeAsync(string command, CancellationToken cancellationToken)
    {
        using Socket socket = address.NewSocket();
        await socket.ConnectAsync(address.Target(), cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(Encoding.ASCII.GetBytes(command + "\n"), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(socket, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        using MemoryStream answer = new();
        byte[] part = new byte[16 * 1024];
        while (answer.Length < LongestAnswer && await socket.ReceiveAsync(part, SocketFlags.None, cancellationToken).ConfigureAwait(false) is > 0 and int count)
            answer.Write(part, 0, count);
        // Every answer ends with a line break; without one it was cut off in the middle, or HAProxy went away.
        return answer.TryGetBuffer(out ArraySegment<byte> bytes) && bytes is [.., (byte)'\n'] ? Encoding.UTF8.GetString(bytes) : throw new IOException($"the answer broke off after {answer.Length} bytes");
    }
}
