using System.Globalization;
using System.Net;

namespace Kong.Upgrade.TestServers;

/// <summary>A node's <c>/metrics</c> with the counters that a test sets, as Kong prints them. It counts how often it was scraped.</summary>
public sealed class ExpositionServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, long> counters = new(StringComparer.Ordinal);
    private HttpListener? listener;
    private Task serving = Task.CompletedTask;

    public int Port { get; } = Ports.Next();

    public string Target => $"127.0.0.1:{Port}";

    /// <summary>All that was ever counted of requests, across restarts.</summary>
    public long Counted { get; private set; }

    /// <summary>Answers since the last start.</summary>
    public int Scrapes { get; private set; }

    public ExpositionServer Start()
    {
        Scrapes = 0;
        listener = new();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        serving = ServeAsync(listener);
        return this;
    }

    /// <summary>Refuses connections from now on; its counters live on.</summary>
    public async Task StopAsync()
    {
        listener?.Close();
        listener = null;
        await serving;
    }

    /// <summary>Forgets all counters, as a restarted node does.</summary>
    public void Forget()
    {
        lock (gate) counters.Clear();
    }

    /// <summary>Counts requests on a route.</summary>
    public void Count(int times, string route = "r", int code = 200, string source = "service")
    {
        lock (gate)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"kong_http_requests_total{{service=\"s\",route=\"{route}\",code=\"{code}\",source=\"{source}\",workspace=\"default\"}}"), times);
            Counted += times;
        }
    }

    /// <summary>Adds to any counter; a new one begins at 0.</summary>
    public void Add(string series, long times)
    {
        lock (gate) counters[series] = counters.GetValueOrDefault(series) + times;
    }

    /// <summary>Waits until so many more scrapes have been answered.</summary>
    public Task ScrapedAsync(int more = 1)
    {
        int before = Scrapes;
        return Eventually.HoldsAsync(() => Task.FromResult(Scrapes >= before + more), $"Prometheus scrapes {Target}");
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ServeAsync(HttpListener server)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await server.GetContextAsync();
                byte[] body;
                lock (gate) body = System.Text.Encoding.UTF8.GetBytes(string.Concat(counters.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}\n"))) + "kong_datastore_reachable 1\n");
                context.Response.ContentType = "text/plain; version=0.0.4";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
                Scrapes++;
            }
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped, or whoever scraped went away.
        }
    }
}
