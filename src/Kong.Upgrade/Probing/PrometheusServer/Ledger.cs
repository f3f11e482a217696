namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Up to where counting has come in windows that join. Immutable.</summary>
/// <param name="Until">Where the next window begins if it joins.</param>
/// <param name="Since">Scrapes after this one are counted of targets that are not remembered: the first window's start.</param>
/// <param name="Targets">What was counted of each target, by its labels.</param>
internal sealed record Ledger(DateTimeOffset Until, long Since, IReadOnlyDictionary<string, TargetMemory> Targets)
{
    /// <summary>Joins the window, or begins anew with it: a window that does not join is looked up by the times of scrapes alone.</summary>
    public static Ledger For(ProbeWindow window, Ledger? before) =>
        before is { } ledger && ledger.Until == window.From ? ledger : new(window.From, window.From.ToUnixTimeMilliseconds() - 1, new Dictionary<string, TargetMemory>());

    /// <summary>Whether the target was scraped since it was last counted.</summary>
    public bool HasNews(ScrapedTarget target) => target.Last.At > (Targets.GetValueOrDefault(target.Key)?.Until ?? Since);

    public Ledger With(DateTimeOffset until, IEnumerable<KeyValuePair<string, TargetMemory>> counted)
    {
        Dictionary<string, TargetMemory> targets = new(Targets);
        foreach ((string key, TargetMemory memory) in counted) targets[key] = memory;
        return this with { Until = until, Targets = targets };
    }
}
