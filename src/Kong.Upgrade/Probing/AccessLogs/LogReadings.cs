using System.Globalization;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Answers windows from a log. A request belongs to the window in which it is read, so that joining windows lose none and count none twice. Safe for several threads.</summary>
internal sealed class LogReadings(ILogSource source, RequestStore store, LogNodes nodes) : IDisposable
{
    private readonly BlindNode[] any = [.. ((ClusterSide[])[ClusterSide.Blue, ClusterSide.Green]).SelectMany(side => nodes.Named(side)).Select(n => new BlindNode(n.Side, n.Name, "a request was passed on to another node because the first did not take it, and HAProxy does not tell who that was"))];

    private ProbeReading? last;
    private DateTimeOffset? readUntil, troubledFrom;

    // Earlier requests belong to nobody's window. In milliseconds, for so exact are logs.
    private long countedFrom = long.MinValue;

    public ProbeReading Read(ProbeWindow window, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            if (last?.Window == window) return last;
            if (Trouble(window, cancellationToken) is { } trouble)
            {
                troubledFrom = window.From;
                return ProbeReading.CouldNotLook(window, trouble);
            }
            // Not what is left out, but what is counted at the wrong node, would be a guess.
            BlindNode[] blind = store.UnknownFirsts > 0 ? any : [];
            last = ProbeReading.Of(window, store.Take(countedFrom), blind);
            (readUntil, troubledFrom, countedFrom) = (window.To, null, long.MinValue);
            return last;
        }
    }

    public void Dispose() => source.Dispose();

    private string? Trouble(ProbeWindow window, CancellationToken cancellationToken) =>
        Begin(window) ?? source.Collect(cancellationToken) ?? store.TakeOverflow() ?? Foreign();

    /// <summary>A window that could not be looked at may be asked again, with a later end.</summary>
    private string? Begin(ProbeWindow window)
    {
        if (window.From == readUntil) countedFrom = long.MinValue;
        if (window.From == readUntil || window.From == troubledFrom) return null;
        countedFrom = window.From.ToUnixTimeMilliseconds();
        return source.Seek(window, readUntil);
    }

    private string? Foreign() => store.TakeForeign() is > 0 and long lines
        ? string.Create(CultureInfo.InvariantCulture, $"{lines} lines {source.AboutForeign()}") : null;
}
