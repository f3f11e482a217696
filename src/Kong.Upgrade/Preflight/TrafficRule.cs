using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Preflight;

/// <summary>Whether the balancer stands where an upgrade begins and can give the planned shares: id <c>traffic</c>. Every run looks by itself; it is public for hosts that only look.</summary>
/// <param name="capabilities">What the balancer can do.</param>
public sealed class TrafficRule(SplitterCapabilities capabilities) : IPreflightRule
{
    /// <inheritdoc/>
    public string Id => "traffic";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PreflightFinding>>([.. Findings(facts)]);

    private IEnumerable<PreflightFinding> Findings(PreflightFacts facts)
    {
        if (facts.Share is null)
            yield return Blocking("Nobody could say where traffic goes.", "Give the evaluation the splitter.");
        else if (facts.Share != TrafficShare.AllBlue)
            yield return Blocking($"The balancer already gives green {facts.Share}.", "An upgrade begins with all traffic on blue: set it so, after finding out who diverted.");
        foreach (TrafficShare stage in facts.Plan.Stages.Where(s => s < capabilities.SmallestStep))
            yield return Blocking($"The plan has a stage of {stage}, but the balancer's smallest step is {capabilities.SmallestStep}.", "Begin with a larger stage, or use a splitter with finer steps.");
    }

    private static PreflightFinding Blocking(string what, string remedy) => new() { Severity = FindingSeverity.Blocking, What = what, Remedy = remedy };
}
