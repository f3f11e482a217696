using System.Diagnostics;
using System.Net;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>Users who come at their own pace, however long the answers take.</summary>
internal sealed class PacedUsers : IAsyncDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource stop = new();
    private readonly Uri address;
    private readonly Task coming;
    private long asked, answered, failed;

    private PacedUsers(Uri address, int perSecond)
    {
        this.address = address;
        coming = ComeAsync(perSecond);
    }

    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Wrong answers, resets and timeouts.</summary>
    public long Failed => Interlocked.Read(ref failed);

    public static PacedUsers Start(Uri address, int perSecond) => new(address, perSecond);

    /// <summary>Nobody comes any more; waits for the last answers.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await coming;
        while (Answered < asked) await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await coming;
        client.Dispose();
        stop.Dispose();
    }

    private async Task ComeAsync(int perSecond)
    {
        long start = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            for (long due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond); asked < due; asked++) _ = AskAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task AskAsync()
    {
        bool isGood = false;
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(address);
            isGood = answer.StatusCode is HttpStatusCode.OK;
        }
        catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException)
        {
            // A failure like any other.
        }
        if (!isGood) Interlocked.Increment(ref failed);
        Interlocked.Increment(ref answered);
    }
}
