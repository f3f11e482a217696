using System.Net;

namespace Kong.Upgrade.TestServers;

/// <summary>Users that ask one address as fast as it answers, and what they saw. Ends when it is stopped or disposed, or after so many requests.</summary>
public sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private readonly LoadOptions options;
    private readonly HttpClient? client;
    private readonly Task users;
    private long left;

    private Load(Uri target, LoadOptions options, long requests)
    {
        (this.target, this.options, left) = (target, options, requests);
        if (options.IsHttp2) client = NewClient(options);
        users = Task.WhenAll(Enumerable.Range(0, options.Users).Select(_ => Task.Run(UseAsync)));
    }

    public LoadCounts Counts { get; } = new();

    /// <summary>Asks until it is stopped.</summary>
    public static Load Start(Uri target, LoadOptions? options = null) => new(target, options ?? new(), long.MaxValue);

    /// <summary>Asks so many times.</summary>
    public static async Task<LoadCounts> RunAsync(Uri target, long requests, LoadOptions? options = null)
    {
        await using Load load = new(target, options ?? new(), requests);
        await load.users.WaitAsync(TestContext.Current.CancellationToken);
        return load.Counts;
    }

    /// <summary>Waits until so many more answers have come.</summary>
    public async Task MoreAsync(long answers)
    {
        long goal = Counts.Answers + answers;
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (Counts.Answers < goal && !late.IsCancellationRequested) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Counts.Answers.Should().BeGreaterThanOrEqualTo(goal, $"{answers} more were awaited; seen: {Counts}");
    }

    /// <summary>Lets every user take its last answer.</summary>
    public async Task<LoadCounts> StopAsync()
    {
        Interlocked.Exchange(ref left, 0);
        await users.WaitAsync(TestContext.Current.CancellationToken);
        return Counts;
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref left, 0);
        await stop.CancelAsync();
        await users;
        client?.Dispose();
        stop.Dispose();
    }

    private async Task UseAsync()
    {
        using LoadConnection connection = new(target, options);
        using PeriodicTimer? pace = options.Pause > TimeSpan.Zero ? new(options.Pause) : null;
        while (Interlocked.Decrement(ref left) >= 0 && !stop.IsCancellationRequested)
        {
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            late.CancelAfter(options.AnswerWithin);
            try
            {
                (int status, string body) = client is null ? await connection.AskAsync(late.Token) : await AskOver2Async(client, late.Token);
                Counts.Answered(status, body);
                if (pace is not null) await pace.WaitForNextTickAsync(stop.Token);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Counts.Failed(error);
            }
            catch (Exception)
            {
                // Disposed in the middle of a request.
            }
        }
    }

    private async Task<(int Status, string Body)> AskOver2Async(HttpClient over, CancellationToken token)
    {
        using HttpRequestMessage request = new(new(options.Method), target) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (options.Body.Length > 0) request.Content = new StringContent(options.Body);
        foreach ((string name, string value) in options.Headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage answer = await over.SendAsync(request, token);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync(token)).TrimEnd());
    }

    private static HttpClient NewClient(LoadOptions options) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = options.KeepsAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
