using System.Collections.Concurrent;
using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Tests.Calling;

namespace Kong.Upgrade.Staging.Tests.Requests;

/// <summary>A node whose n-th answer has the status that the test says; 0 is an answer that breaks off in its first line, -1 a connection closed without a byte.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ScriptedServer server;
    private int turns;

    public ScriptedNode(string name, string version, Func<int, int> status)
    {
        server = new(async (head, stream, token) =>
        {
            lines.Enqueue(head.Split("\r\n")[0]);
            int answer = status(Interlocked.Increment(ref turns) - 1);
            if (answer == 0) await stream.WriteAsync("HTTP/1."u8.ToArray(), token);
            if (answer > 0) await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer} Said\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"), token);
        });
        Node = server.Node(name, version);
    }

    public ClusterNode Node { get; }

    /// <summary>The first line of each request, in their order.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
