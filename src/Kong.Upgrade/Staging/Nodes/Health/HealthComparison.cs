namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>Compares the targets of one green node with blue's until they are the same, or its checks have had their time.</summary>
internal sealed class HealthComparison(HealthReader blue, HealthReader green, TimeSpan limit, TimeProvider time, NodeTally tally)
{
    private static readonly TimeSpan look = TimeSpan.FromSeconds(1);

    /// <summary>How many targets were compared.</summary>
    public int Compared { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<UpstreamChecks> pending, string? trouble) = await blue.UpstreamsAsync(cancellationToken).ConfigureAwait(false);
        if (trouble is not null) tally.Doubt(trouble);
        long start = time.GetTimestamp();
        for (bool isFirst = true; pending.Count > 0; isFirst = false)
        {
            if (!isFirst) await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
            List<UpstreamChecks> still = [];
            foreach (UpstreamChecks upstream in pending)
                if (!await IsSettledAsync(upstream, isFirst, time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false)) still.Add(upstream);
            pending = still;
        }
    }

    private async Task<bool> IsSettledAsync(UpstreamChecks upstream, bool isFirst, TimeSpan waited, CancellationToken cancellationToken)
    {
        (IReadOnlyDictionary<string, string> old, string? blueTrouble) = await blue.HealthAsync(upstream, cancellationToken).ConfigureAwait(false);
        (IReadOnlyDictionary<string, string> now, string? greenTrouble) = await green.HealthAsync(upstream, cancellationToken).ConfigureAwait(false);
        if ((blueTrouble ?? greenTrouble) is { } trouble)
        {
            tally.Doubt(trouble);
            return true;
        }
        if (isFirst) Compared += old.Count;
        HealthDifference[] differences = [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Select(t => new HealthDifference(upstream, t, old.GetValueOrDefault(t), now.GetValueOrDefault(t))).Where(d => d.Blue != d.Green)];
        // Whatever has no checks to wait for may still be a name that resolves in a moment.
        TimeSpan needed = upstream.Needs + look + look;
        bool isOver = waited >= needed, mustEnd = isOver || waited >= limit;
        if (differences.Any(d => d.Excuse() is null) && !mustEnd) return false;
        foreach (HealthDifference difference in differences) Tell(difference, isOver, needed);
        if (old.Any(t => t.Value is TargetHealth.Unhealthy or TargetHealth.DnsError && now.GetValueOrDefault(t.Key) == t.Value)) tally.Note($"upstream {upstream.Name} has targets that are down on both sides, which is not green's fault");
        return true;
    }

    private void Tell(HealthDifference difference, bool isOver, TimeSpan needed)
    {
        if (difference.Excuse() is { } excuse) tally.Note($"{difference}: {excuse}");
        else if (!isOver) tally.Doubt($"{green.Name}, {difference}: its checks need {needed.TotalSeconds:0.#} s, and only {limit.TotalSeconds:0.#} s were waited");
        else
            tally.Find(new()
            {
                What = difference.What,
                Area = "upstream",
                Subject = $"upstream {difference.Upstream.Name}, target {difference.Target}",
                Node = green.Name,
                Request = $"GET /upstreams/{difference.Upstream.Name}/health of the Admin API",
                Green = difference.Green ?? "no such target",
                Blue = difference.Blue ?? "no such target",
                Traits = [$"upstream {difference.Upstream.Name}"],
            });
    }
}
