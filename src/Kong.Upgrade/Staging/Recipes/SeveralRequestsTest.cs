using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>A test that takes several requests for each green node. Its parts come one after the other, each over all nodes; a node that a part was not content with is not asked further.</summary>
/// <param name="area">The plugin, as an area of findings.</param>
/// <param name="effects">What it leaves behind.</param>
/// <param name="asked">The request that is sent most; its name is the test's.</param>
/// <param name="parts">The parts.</param>
internal sealed class SeveralRequestsTest(string area, StagingEffects effects, RequestTest asked, params IReadOnlyList<NodePart> parts) : IStagingTest
{
    public string Name => asked.Name;

    public StagingEffects Effects => effects;

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        (StagingSession session, IDisposable? own) = StagingSession.Of(target);
        using (own)
        {
            Dictionary<ClusterNode, NodeLook> looks = target.Green.ToDictionary(n => n, _ => NodeLook.Fine(""));
            foreach (NodePart part in parts)
                foreach (ClusterNode node in target.Green.Where(n => looks[n].Seen is not null))
                    looks[node] = Both(looks[node], await part(session, target, node, cancellationToken).ConfigureAwait(false));
            return Outcome(looks);
        }
    }

    private static NodeLook Both(NodeLook before, NodeLook look) => look.Seen is { } seen && before.Seen is { Length: > 0 } first ? NodeLook.Fine($"{first}, {seen}") : look;

    private StagingOutcome Outcome(Dictionary<ClusterNode, NodeLook> looks)
    {
        StagingFinding[] findings = [.. looks.Where(l => l.Value.Wrong is not null).Select(l => Finding(l.Key, l.Value))];
        string[] untold = [.. looks.Where(l => l.Value.Untold is not null).Select(l => $"{l.Key.Name}: {l.Value.Untold}")];
        if (findings.Length > 0) return new(StagingVerdict.Failed, string.Join("; ", findings.Select(f => $"{f.Node}: {f.What}"))) { Findings = findings };
        if (untold.Length > 0 || looks.Count == 0) return new(StagingVerdict.CouldNotTell, untold.Length > 0 ? string.Join("; ", untold) : "green has no node");
        return new(StagingVerdict.Passed, $"{asked.Request}: {string.Join("; ", looks.Select(l => $"{l.Key.Name} {l.Value.Seen}"))}");
    }

    private StagingFinding Finding(ClusterNode node, NodeLook look) => new()
    {
        What = look.Wrong!,
        Area = look.Green is { IsThere: false } ? "node" : area,
        Subject = Name,
        Node = node.Name,
        Request = asked.Request.ToString(),
        Green = look.Green?.ToString(),
        Blue = look.Blue?.ToString(),
        Traits = [area],
    };
}
