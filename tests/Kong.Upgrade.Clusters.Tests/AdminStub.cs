using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests;

/// <summary>Something that answers like a node's Admin and Status API, says of itself what it is told to, and remembers what it was asked.</summary>
internal sealed class AdminStub : IDisposable
{
    private readonly ConcurrentQueue<string> asked = [];
    private HttpListener? listener;

    public Uri Address { get; } = new($"http://127.0.0.1:{PostgresServer.FreePort()}/");

    public string Version { get; set; } = "3.9.1";

    public string Database { get; set; } = "kong";

    public int DatabasePort { get; set; } = 5432;

    public string Prefix { get; set; } = "/opt/elsewhere";

    public int RootStatus { get; set; } = 200;

    public bool ReachesDatabase { get; set; } = true;

    /// <summary>Whether answers show that Kong gave them.</summary>
    public bool HasMarks { get; set; } = true;

    public bool IsReady { get; set; } = true;

    public IReadOnlyList<string> Asked => [.. asked];

    public bool Runs => listener is not null;

    public void Start()
    {
        if (listener is not null) return;
        listener = new();
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = AnswerAsync(listener);
    }

    public void Stop()
    {
        listener?.Close();
        listener = null;
    }

    public void Dispose() => Stop();

    private async Task AnswerAsync(HttpListener current)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await current.GetContextAsync();
                string path = context.Request.Url!.AbsolutePath;
                asked.Enqueue(path);
                (int status, string body) = path switch
                {
                    "/" => (RootStatus, RootStatus == 200 ? $$"""{"version":"{{Version}}","configuration":{"pg_database":"{{Database}}","pg_port":{{DatabasePort}},"prefix":"{{Prefix}}"} }""" : """{"message":"An unexpected error happened"}"""),
                    "/status/ready" => IsReady ? (200, """{"message":"ready"}""") : (503, """{"message":"router builds not yet complete"}"""),
                    "/status" => (200, ReachesDatabase ? """{"database":{"reachable":true}}""" : """{"database":{"reachable":false}}"""),
                    _ => (404, """{"message":"nothing here"}"""),
                };
                context.Response.StatusCode = status;
                context.Response.Headers["Server"] = HasMarks ? "kong/" + Version : "another";
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
