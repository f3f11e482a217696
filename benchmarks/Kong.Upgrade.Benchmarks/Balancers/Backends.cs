using System.Globalization;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>What stands in for Kong's nodes: one nginx that answers fast as blue, as green, and as a green that fails every request; each notes when it answered.</summary>
internal sealed class Backends : IAsyncDisposable
{
    // Seconds with three decimals and the line's end: a count is a file's length divided.
    private const int LineLength = 15;

    private readonly PrivateProcess process = new();

    public int Blue { get; } = PrivateProcess.FreePort();

    public int Green { get; } = PrivateProcess.FreePort();

    /// <summary>Where a green stands that answers everything with 503.</summary>
    public int FailingGreen { get; } = PrivateProcess.FreePort();

    /// <summary>More addresses of blue, as if it had several nodes.</summary>
    public int[] MoreBlue { get; } = [.. Enumerable.Range(0, 3).Select(_ => PrivateProcess.FreePort())];

    /// <summary>More addresses of the breaking green.</summary>
    public int[] MoreBreakingGreen { get; } = [.. Enumerable.Range(0, 3).Select(_ => PrivateProcess.FreePort())];

    /// <summary>Where a green stands that answers well until <see cref="Break"/>, and everything with 503 from then on.</summary>
    public int BreakingGreen { get; } = PrivateProcess.FreePort();

    public long BlueCount => Count("blue");

    public long GreenCount => Count("green");

    public long FailingGreenCount => Count("failing");

    /// <summary>What the breaking green answered since it broke.</summary>
    public long BrokenCount => Count("broken");

    public long Answered => BlueCount + GreenCount;

    public static async Task<Backends> StartAsync()
    {
        Backends backends = new();
        PrivateNginx.Write(backends.process, workers: 1, $$"""
            log_format moment '$msec';
            keepalive_requests 100000000;
            keepalive_timeout 1h;
            {{backends.Server(backends.Blue, "blue", "200 'blue'", backends.MoreBlue)}}
            {{backends.Server(backends.Green, "green", "200 'green'")}}
            {{backends.Server(backends.FailingGreen, "failing", "503")}}
            server { {{Listens([backends.BreakingGreen, .. backends.MoreBreakingGreen])}} access_log {{backends.Log("whole")}} moment; location / { if (-f {{backends.Flag}}) { access_log {{backends.Log("broken")}} moment; return 503; } return 200 'green'; } }
            """);
        await PrivateNginx.StartAsync(backends.process, backends.Blue);
        return backends;
    }

    /// <summary>The breaking green fails from now on.</summary>
    public void Break() => File.WriteAllText(Flag, "");

    /// <summary>When green answered last; the epoch if it never did.</summary>
    public DateTimeOffset LastOfGreen() => LastOf("green");

    /// <summary>When the breaking green answered last since it broke; the epoch if it never did.</summary>
    public DateTimeOffset LastOfBroken() => LastOf("broken");

    private string Flag => process.At("break");

    private DateTimeOffset LastOf(string name)
    {
        using FileStream log = new(Log(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (log.Length < LineLength) return DateTimeOffset.UnixEpoch;
        log.Seek(((log.Length / LineLength) - 1) * LineLength, SeekOrigin.Begin);
        using StreamReader reader = new(log);
        return DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string Listens(IEnumerable<int> ports) => string.Concat(ports.Select(p => $"listen 127.0.0.1:{p} backlog=4096; "));

    private string Server(int port, string name, string answer, params int[] more) => $"server {{ {Listens([port, .. more])}access_log {Log(name)} moment; location / {{ return {answer}; }} }}";

    private string Log(string name) => process.At(name + ".log");

    private long Count(string name) => new FileInfo(Log(name)).Length / LineLength;
}
