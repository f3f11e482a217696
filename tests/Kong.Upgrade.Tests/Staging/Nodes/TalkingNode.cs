using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Kong.Upgrade.Tests;

/// <summary>An Admin API on loopback: pages of collections, and answers that a test writes.</summary>
internal sealed class TalkingNode : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Task serving;
    private long asked;

    public TalkingNode(string version = "3.9.1", string? id = null)
    {
        Version = version;
        Answers["/"] = (200, $$"""{"version":"{{version}}","node_id":"{{id ?? Guid.NewGuid().ToString()}}","configuration":{"role":"traditional"},"pids":{"master":10,"workers":[11]},"plugins":{"available_on_server":{},"enabled_in_cluster":[]} }""");
        (listener, Admin) = Listen();
        serving = ServeAsync();
    }

    public string Version { get; }

    public Uri Admin { get; }

    /// <summary>Rows by path, such as <c>/routes</c>. Pages are as Kong makes them.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Rows { get; } = [];

    /// <summary>Whole answers by path, which go before rows.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = [];

    /// <summary>Called before each answer with its path and query.</summary>
    public Action<string> Asked { get; set; } = _ => { };

    public string MediaType { get; set; } = "application/json";

    public long Count => Interlocked.Read(ref asked);

    public Clusters.ClusterNode Node(string name) => new() { Name = name, Version = KongVersion.Parse(Version), Admin = Admin };

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private static (HttpListener, Uri) Listen()
    {
        while (true)
        {
            Uri address = new($"http://127.0.0.1:{Random.Shared.Next(10_000, 19_900)}/");
            HttpListener listener = new();
            listener.Prefixes.Add(address.ToString());
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                Interlocked.Increment(ref asked);
                Asked(context.Request.Url!.PathAndQuery);
                (int status, string body) = Answer(context.Request);
                context.Response.StatusCode = status;
                context.Response.ContentType = MediaType;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private (int Status, string Body) Answer(HttpListenerRequest request)
    {
        string path = request.Url!.AbsolutePath;
        if (Answers.TryGetValue(path, out (int, string) answer)) return answer;
        if (!Rows.TryGetValue(path, out IReadOnlyList<string>? rows)) return (404, """{"message":"Not found"}""");
        int size = int.Parse(request.QueryString["size"] ?? "100", CultureInfo.InvariantCulture), from = int.Parse(request.QueryString["offset"] ?? "0", CultureInfo.InvariantCulture);
        string next = from + size < rows.Count ? $",\"offset\":\"{from + size}\"" : "";
        return (200, $"{{\"data\":[{string.Join(',', rows.Skip(from).Take(size))}],\"next\":null{next}}}");
    }
}
