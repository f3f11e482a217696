namespace Kong.Upgrade.Judging;

/// <summary>Finds against whom the evidence is.</summary>
internal static class Suspects
{
    private const double Innocent = 0.05;
    private const int Most = 10;

    public static IReadOnlyList<JudgeSuspect> Of(IEnumerable<JudgeCore> probes)
    {
        JudgeSuspect[] all = [.. probes.SelectMany(Of)];
        int[] named = EBenjaminiHochberg.Named([.. all.Select(s => s.LogEvidence)], Innocent);
        return [.. all.Select((s, i) => s with { IsNamed = named.Contains(i) }).Where(s => s.LogEvidence > 0).OrderByDescending(s => s.LogEvidence).Take(Most)];
    }

    private static IEnumerable<JudgeSuspect> Of(JudgeCore probe) => probe.All.SelectMany(c => Of(probe, c));

    private static IEnumerable<JudgeSuspect> Of(JudgeCore probe, Comparison comparison)
    {
        yield return new(comparison.Signal, "green", comparison.Whole.Log, false);
        for (int i = 1; i < comparison.Nodes.Count; i++) yield return new(comparison.Signal, $"node {probe.GreenNode(i)}", comparison.Nodes[i].Log, false);
        for (int i = 0; i < comparison.Strata.Count; i++)
            yield return new(comparison.Signal, probe.Route(i) is { Length: > 0 } route ? $"route {route}" : "requests without a route", comparison.Strata[i].Log, false);
    }
}
