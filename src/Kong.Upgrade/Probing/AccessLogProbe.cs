using Kong.Upgrade.Probing.AccessLogs;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing;

/// <summary>Reads what blue and green answered from the balancer's own access log, each request as it ends: side, node, status and time.</summary>
/// <remarks>
/// <para>Each request counts once, at the node that it was sent to first, with that node's own answer: one that failed on green is green's error even if blue answered the user in its place
/// (kong-facts 12.6 no. 7). No answer and answers 500 to 599 are errors; answers 400 to 499 are client errors, 429 apart; a user who went away before the answer is none of these. Times are what the user
/// waited. Requests of testers and mirrored ones do not count. Whether Kong or an upstream service failed, and how long Kong itself took, a balancer does not know.</para>
/// <para>HAProxy's log tells how often a request was tried again, not who failed. With <see cref="HAProxyMode.Map"/> the splitter's rules tell it for green; a refused connection of several blue nodes counts for
/// blue at a node of the name "one of …". With <see cref="HAProxyMode.Weights"/> it stays unknown: the request counts where it was answered, and the reading says of all nodes that they may have been unseen
/// (<see cref="ProbeReading.BlindNodes"/>); <see cref="HAProxyProbe"/> can tell.</para>
/// <para>A request belongs to the window in which it is read: joining windows lose none and count none twice, and the same window asked again is answered alike. After a gap, requests that ended in it are left out.</para>
/// <para>A file is followed across rotations and truncations (on Linux). By syslog the probe listens on a UDP port of 127.0.0.1 and nowhere else, from the first look on, which therefore could not look. Lines
/// that the kernel dropped (Linux 4.12 and later tells), that are of another format, or that nobody asked for until there were a million, are a reading that could not look. What nobody can tell is a log that is silent
/// although users are served: nginx and HAProxy tell nobody when they lose lines themselves, or when a configuration does not log. The measured share shows it only if one side is missing. Whoever can send
/// datagrams on this host can add requests. Safe for several threads.</para>
/// </remarks>
public sealed class AccessLogProbe : IPacedProbe, IDisposable
{
    private readonly LogReadings readings;
    private volatile bool isDisposed;

    /// <summary>Reads nginx's log; nothing is opened yet.</summary>
    /// <param name="options">Which nginx, the same as its splitter's; <see cref="NginxOptions.AccessLogPort"/> or <see cref="NginxOptions.AccessLog"/> has to be named. With both the probe listens.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">There is no log to read.</exception>
    public AccessLogProbe(NginxOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { AccessLogPort: null, AccessLog: null }) throw new ArgumentException($"{nameof(NginxOptions.AccessLog)} names no file and {nameof(NginxOptions.AccessLogPort)} no port, so there is no log to read.", nameof(options));
        LogNodes nodes = new(options.Blue, options.Green, areOnlyNamedOnes: false);
        NginxLine format = new(nodes);
        RequestStore store = new(format, nodes);
        readings = new(options.AccessLogPort is { } port ? new SyslogLog(Valid(port, nameof(options)), format, store) : new FollowedLog(options.AccessLog!, format, store, time ?? TimeProvider.System), store, nodes);
    }

    private AccessLogProbe(LogReadings readings) => this.readings = readings;

    /// <summary>20 milliseconds.</summary>
    public TimeSpan Pace => TimeSpan.FromMilliseconds(20);

    /// <summary>Makes a probe that listens for HAProxy's log; nothing is opened yet. A method, for a second constructor would make <c>new(new() { … })</c> ambiguous.</summary>
    /// <param name="options">Which HAProxy, the same as its splitter's; <see cref="HAProxyOptions.AccessLogPort"/> has to be named.</param>
    /// <returns>The probe.</returns>
    /// <exception cref="ArgumentException">The options do not make sense, or there is no log to read; the message lists all that is wrong.</exception>
    public static AccessLogProbe OfHAProxy(HAProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(HAProxyOptions)}: {string.Join(" ", problems)}", nameof(options));
        int port = options.AccessLogPort ?? throw new ArgumentException($"{nameof(HAProxyOptions.AccessLogPort)} names no port, so there is no log to read.", nameof(options));
        LogNodes nodes = new(options.Blue, options.Green, areOnlyNamedOnes: true);
        HAProxyLine format = new(options, nodes);
        RequestStore store = new(format, nodes);
        return new(new LogReadings(new SyslogLog(port, format, store), store, nodes));
    }

    /// <inheritdoc/>
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<ProbeReading>(cancellationToken);
        try
        {
            return Task.FromResult(readings.Read(window, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled<ProbeReading>(cancellationToken);
        }
    }

    /// <summary>Closes the log, or the port.</summary>
    public void Dispose()
    {
        isDisposed = true;
        readings.Dispose();
    }

    private static int Valid(int port, string options) =>
        port is >= 1 and <= 65535 ? port : throw new ArgumentException($"{nameof(NginxOptions.AccessLogPort)} is {port}; it must be 1 to 65535.", options);
}
