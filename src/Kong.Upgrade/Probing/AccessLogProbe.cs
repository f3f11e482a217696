using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing;

/// <summary>Reads what blue and green answered from the access log that the nginx splitter's include file writes (<see cref="NginxOptions.AccessLog"/>): each request with its side, node, status and time.</summary>
/// <remarks>
/// <para>Each request counts once, at the node that it was sent to first, with that node's own answer: one that failed on green is green's error even if blue answered the user in its place
/// (kong-facts 12.6 no. 7). No answer and answers 500 to 599 are errors; a user who went away before the answer is none. Requests of testers and mirrored ones do not count.</para>
/// <para>A line belongs to the window in which it is read, so that joining windows lose none and count none twice. Follows rotated and truncated logs (on Linux). Safe for several threads.</para>
/// </remarks>
/// <param name="options">Which nginx, the same as its splitter's; <see cref="NginxOptions.AccessLog"/> has to be named.</param>
/// <param name="time">The clock; the system's by default.</param>
public sealed class AccessLogProbe(NginxOptions options, TimeProvider? time = null) : IMetricsProbe, IDisposable
{
    private readonly AccessLogTail tail = new(options.AccessLog ?? throw new ArgumentException($"{nameof(NginxOptions.AccessLog)} names no file, so there is no log to read.", nameof(options)), time ?? TimeProvider.System);
    private readonly SemaphoreSlim turn = new(1);
    private DateTimeOffset? readUntil;

    /// <inheritdoc/>
    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await CountAsync(window, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ProbeReading.CouldNotLook(window, $"nginx's access log {options.AccessLog} cannot be read: {failure.Message}");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Closes the log.</summary>
    public void Dispose()
    {
        tail.Dispose();
        turn.Dispose();
    }

    private async Task<ProbeReading> CountAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        // A window that does not follow the last one is looked up by the lines' own times.
        bool follows = window.From == readUntil;
        if (readUntil is null || window.From < readUntil) tail.Rewind(window.From);
        // nginx logs whole milliseconds.
        DateTimeOffset from = window.From.AddTicks(-(window.From.Ticks % TimeSpan.TicksPerMillisecond));
        AccessLogCounts counts = new(options);
        int garbled = await tail.ReadAsync(line => AccessLogLine.Parse(line) is { } request && (!(follows || request.At >= from) || counts.Add(request)), cancellationToken).ConfigureAwait(false);
        if (garbled > 0) return ProbeReading.CouldNotLook(window, $"{garbled} lines of {options.AccessLog} are not of the splitter's format; they are left out from now on. Nothing else may write into this file");
        readUntil = window.To;
        return ProbeReading.Of(window, counts.Nodes());
    }
}
