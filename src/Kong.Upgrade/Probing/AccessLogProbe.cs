using Kong.Upgrade.Probing.AccessLogs;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing;

/// <summary>Reads what blue and green answered from the balancer's own access log, request by request as each ends: side, node, status and time.</summary>
public sealed class AccessLogProbe : IPacedProbe, IDisposable
{
    private readonly LogReadings readings;

    /// <summary>Reads nginx's log.</summary>
    /// <param name="options">Which nginx, the same as its splitter's.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public AccessLogProbe(NginxOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        string path = options.AccessLog ?? throw new ArgumentException($"{nameof(NginxOptions.AccessLog)} names no file, so there is no log to read.", nameof(options));
        LogNodes nodes = new(options.Blue, options.Green, areOnlyNamedOnes: false);
        NginxLine format = new(nodes);
        RequestStore store = new(format, nodes);
        readings = new(new FollowedLog(path, format, store, time ?? TimeProvider.System), store, nodes);
    }

    /// <summary>20 milliseconds.</summary>
    public TimeSpan Pace => TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
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

    /// <summary>Closes the log.</summary>
    public void Dispose() => readings.Dispose();
}
