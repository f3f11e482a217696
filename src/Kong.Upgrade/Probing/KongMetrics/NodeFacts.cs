namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What one scrape says of the node itself; <see langword="null"/> what it does not say.</summary>
internal sealed class NodeFacts
{
    private readonly List<long> workers = [];

    /// <summary>From 3.0 on; new with every start unless the node was given one.</summary>
    public string? Id { get; set; }

    /// <summary>From 3.0 on.</summary>
    public string? Version { get; set; }

    /// <summary>Connections accepted since the start; a reload keeps it.</summary>
    public double? Accepted { get; set; }

    /// <summary>Requests that nginx has answered since the start, of whatever kind; a reload keeps it.</summary>
    public double? Requests { get; set; }

    public double? MetricErrors { get; set; }

    public double? DictionaryUsed { get; set; }

    public double? DictionarySize { get; set; }

    /// <summary>Kong tells none; an exporter around it may. Seconds since 1970.</summary>
    public double? ProcessStart { get; set; }

    /// <summary>Whether latency or bandwidth of any route was counted.</summary>
    public bool ShowsTraffic { get; set; }

    /// <summary>Whether there was anything of Kong's at all.</summary>
    public bool IsKong { get; set; }

    /// <summary>Process ids of its workers; a reload changes them, and counters stay (kong-facts 12.7 no. 5).</summary>
    public IReadOnlyList<long> Workers => workers;

    public void Clear()
    {
        workers.Clear();
        (Id, Version, ShowsTraffic, IsKong) = (null, null, false, false);
        Accepted = Requests = MetricErrors = DictionaryUsed = DictionarySize = ProcessStart = null;
    }

    public void AddWorker(long pid) => workers.Add(pid);

    /// <summary>Whether a process that said these is surely not the one that said <paramref name="before"/>.</summary>
    public bool AreOfAnotherProcessThan(NodeFacts before) =>
        Differ(Id, before.Id) || Differ(Version, before.Version) || Accepted < before.Accepted || Requests < before.Requests || ProcessStart > before.ProcessStart + 1;

    public bool HaveOtherWorkersThan(NodeFacts before) => workers.Count > 0 && before.workers.Count > 0 && !workers.Exists(before.workers.Contains);

    private static bool Differ(string? now, string? before) => now is not null && before is not null && now != before;
}
