using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

/// <summary>An Admin API on loopback that answers what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedAdmin : IDisposable
{
    public const string Root = """{"version":"3.9.1","node_id":"n1","configuration":{"database":"postgres"}}""";

    private readonly ConcurrentQueue<string> asked = [];
    private readonly HttpListener listener = new();

    public ScriptedAdmin(Func<HttpListenerRequest, Reply?> script)
    {
        Script = script;
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Next()}/");

    public Func<HttpListenerRequest, Reply?> Script { get; set; }

    public IReadOnlyList<string> Asked => [.. asked];

    public static Reply Json(string body, int status = 200) => new(status, body, "application/json; charset=utf-8");

    public static Reply Absent => Json("""{"message":"Not found"}""", 404);

    public static Reply Rows(string rows, string? offset = null) => Json($$"""{"data":[{{rows}}],"next":{{(offset is null ? "null" : "\"/wrong?x\"")}}{{(offset is null ? "" : $",\"offset\":\"{offset}\"")}}}""");

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                asked.Enqueue(context.Request.HttpMethod + " " + context.Request.Url!.PathAndQuery);
                _ = ReplyAsync(context);
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ReplyAsync(HttpListenerContext context)
    {
        await Task.Yield();
        try
        {
            if (context.Request.Url!.AbsolutePath == "/" && Script(context.Request) is null) Answer(context, Json(Root));
            else if (Script(context.Request) is { } reply) Answer(context, reply);
            else Answer(context, Absent);
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked went away.
        }
    }

    private static void Answer(HttpListenerContext context, Reply reply)
    {
        byte[] body = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Type;
        if (reply.Location is not null) context.Response.RedirectLocation = reply.Location;
        if (reply.Cut)
        {
            context.Response.ContentLength64 = body.Length + 100;
            context.Response.OutputStream.Write(body);
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return;
        }
        context.Response.Close(body, willBlock: false);
    }

    /// <summary>An answer; cut off in the middle where a test wants it.</summary>
    internal sealed record Reply(int Status, string Body, string Type, bool Cut = false, string? Location = null);
}
