using System.Net;
using System.Text;

namespace Kong.Upgrade.TestServers;

/// <summary>An Admin API that answers as a real node was recorded to answer: each path with the file that is given for it, anything else with 404.</summary>
public sealed class RecordedNode : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, string> answers;
    private readonly Task serving;

    /// <param name="files">Recorded files by path and query, such as <c>/</c>.</param>
    public RecordedNode(params (string Path, string File)[] files)
    {
        answers = files.ToDictionary(f => f.Path, f => Body(Recordings.Read(f.File)), StringComparer.Ordinal);
        int port = Ports.Next();
        Address = new($"http://127.0.0.1:{port}");
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                string? body = answers.GetValueOrDefault(context.Request.RawUrl!);
                context.Response.StatusCode = body is null ? 404 : 200;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body ?? """{"message":"Not found"}"""));
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    // A line about the request, the head, an empty line, the body.
    private static string Body(string recorded) => recorded.ReplaceLineEndings("\n") is var text ? text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..] : "";
}
