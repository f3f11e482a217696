using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Probing;

/// <summary>Reads what blue and green answered from HAProxy's own counters (<c>show stat</c>). No latency.</summary>
/// <remarks>
/// A reading holds what was counted since the look before; the first look has none before it, and one after a restart, a reload or <c>clear counters</c> has lost
/// counts: both say that they could not look. The same window asked again is answered alike. Requests that the shield sent to blue after green failed count as
/// green's, with an error; so do requests that a node broke off without an answer, which HAProxy does not count as errors (seen on 2.6.12). HAProxy cannot tell whether
/// Kong or an upstream service caused an error: <see cref="NodeReading.UpstreamErrors"/> is 0. With <see cref="HAProxyMode.Weights"/> a request that was refused by one
/// node and tried at another counts at both. Safe for several threads.
/// </remarks>
/// <param name="options">Which HAProxy, the same as its splitter's.</param>
/// <param name="time">The clock; the system's by default.</param>
/// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
public sealed class HAProxyProbe(HAProxyOptions options, TimeProvider? time = null) : IMetricsProbe
{
    private readonly RuntimeApi runtime = new(Valid(options), time ?? TimeProvider.System);
    private readonly Lock gate = new();
    private HAProxyLook? before;
    private ProbeReading? last;

    /// <inheritdoc/>
    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        if (Known(window) is { } known) return known;
        try
        {
            string process = await runtime.AskAsync("show info", cancellationToken).ConfigureAwait(false);
            string counters = await runtime.AskAsync($"show stat {options.Backend} 4 -1", cancellationToken).ConfigureAwait(false);
            HAProxyLook now = HAProxyLook.Parse(process, counters, options);
            lock (gate) return Compared(window, now);
        }
        catch (UpgradeServiceException failure)
        {
            return ProbeReading.CouldNotLook(window, failure.Message);
        }
    }

    private ProbeReading? Known(ProbeWindow window)
    {
        lock (gate) return last?.Window == window ? last : null;
    }

    private ProbeReading Compared(ProbeWindow window, HAProxyLook now)
    {
        if (Known(window) is { } known) return known;
        HAProxyLook? since = before;
        before = now;
        if (since is null) return ProbeReading.CouldNotLook(window, "this is the first look at HAProxy's counters; from the next one on there is something to compare with.");
        if (now.HasLostCounts(since)) return ProbeReading.CouldNotLook(window, "HAProxy counts anew since it was restarted or reloaded, or its counters were cleared: what it counted until then is lost. The next look compares with this one.");
        return last = ProbeReading.Of(window, Readings(now.Since(since)));
    }

    private IReadOnlyList<NodeReading> Readings(IReadOnlyList<HAProxyIncrement> increments)
    {
        HAProxyIncrement[] blue = [.. increments.Where(i => options.Blue.Contains(i.Server))], green = [.. increments.Where(i => options.Green.Contains(i.Server))];
        // Whatever is tried again is tried at blue, for green has no weight in that mode.
        if (options.Mode is HAProxyMode.Map) HAProxyIncrement.TakeRepeats(blue, increments.Sum(i => i.Moved));
        return [.. blue.Select(i => i.Reading(ClusterSide.Blue)), .. green.Select(i => i.Reading(ClusterSide.Green))];
    }

    private static HAProxyOptions Valid(HAProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Validate() is { Count: > 0 } problems ? throw new ArgumentException($"{nameof(HAProxyOptions)}: {string.Join(" ", problems)}", nameof(options)) : options;
    }
}
