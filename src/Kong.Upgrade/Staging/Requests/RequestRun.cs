using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Calling;
using Kong.Upgrade.Staging.Comparing;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>One run of a <see cref="RequestTest"/> over all green nodes: green, blue, blue again, and then green's other nodes.</summary>
internal sealed class RequestRun(RequestTest test, StagingSession session, StagingTarget target)
{
    private readonly List<StagingFinding> findings = [];
    private readonly List<string> untold = [], silent = [], explained = [], seen = [];
    private StagingAnswer? one, two;

    public async Task<StagingOutcome> RunAsync(CancellationToken cancellationToken)
    {
        // All are asked before any is asked again: a limit of five a minute is used up by looking twice.
        List<(ClusterNode Node, StagingAnswer Answer)> answers = [];
        foreach (ClusterNode node in target.Green)
            if (NodeCaller.Unaddressed(node, test.Request.Tls) is { } why) untold.Add(why);
            else answers.Add((node, await FirstAsync(node, cancellationToken).ConfigureAwait(false)));
        foreach ((ClusterNode node, StagingAnswer answer) in answers) await JudgeAsync(node, answer, cancellationToken).ConfigureAwait(false);
        bool isUntested = findings.Count == 0 && untold.Count == 0 && silent.Count > 0;
        if (isUntested || target.Green.Count == 0) untold.AddRange(silent.DefaultIfEmpty("green has no node"));
        StagingVerdict verdict = findings.Count > 0 ? StagingVerdict.Failed : untold.Count > 0 ? StagingVerdict.CouldNotTell : StagingVerdict.Passed;
        string evidence = verdict switch
        {
            StagingVerdict.Failed => string.Join("; ", findings.Select(f => $"{f.Node}: {f.What}")),
            StagingVerdict.CouldNotTell => string.Join("; ", untold),
            _ => $"{test.Request}: {string.Join("; ", seen)}",
        };
        return new(verdict, evidence) { Findings = findings, Explained = [.. explained.Distinct()], IsUntested = isUntested };
    }

    // Rotated, so that all of blue's nodes are met over many tests.
    private IReadOnlyList<ClusterNode> Blue => field ??= Rotated();

    private bool IsCompared => test.IsCompared && Blue.Count > 0 && MayRepeatOnBlue;

    private bool MayRepeatOnBlue => test.Request.IsSafe || (session.Options.Consent.HasFlag(StagingEffects.Writes) && test.Effects.HasFlag(StagingEffects.Writes));

    private async Task<StagingAnswer> FirstAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        StagingAnswer answer = await SendAsync(node, cancellationToken).ConfigureAwait(false);
        if (IsCompared && one is null)
        {
            one = await SendAsync(Blue[0], cancellationToken).ConfigureAwait(false);
            two = await SendAsync(Blue[Blue.Count > 1 ? 1 : 0], cancellationToken).ConfigureAwait(false);
        }
        return answer;
    }

    private async Task JudgeAsync(ClusterNode node, StagingAnswer answer, CancellationToken cancellationToken)
    {
        RequestVerdict verdict = await new RequestJudge(test, session, node, IsCompared ? Blue : [], SendAsync).JudgeAsync(answer, one, two, cancellationToken).ConfigureAwait(false);
        StagingAnswer judged = verdict.Judged ?? answer;
        if (verdict.IsSilent) silent.Add($"neither {node.Name} nor blue answers: {answer}");
        explained.AddRange(verdict.Explained);
        if (verdict.CouldNotTell is { } why) untold.Add($"{node.Name}: {why}");
        if (verdict.Differences.Count == 0 && verdict is { CouldNotTell: null, IsSilent: false }) seen.Add($"{node.Name} {judged.Status}");
        findings.AddRange(verdict.Differences.Select(d => Finding(d, node, judged)));
    }

    private StagingFinding Finding(Difference difference, ClusterNode node, StagingAnswer answer) => new()
    {
        What = difference.What,
        Area = difference.Area,
        Subject = test.Subject ?? test.Name,
        Node = node.Name,
        Request = test.Request.ToString(),
        Green = answer.ToString(),
        Blue = one?.ToString(),
        Traits = test.Traits,
    };

    private Task<StagingAnswer> SendAsync(ClusterNode node, CancellationToken cancellationToken) => test.AskAsync(session, node, cancellationToken);

    private ClusterNode[] Rotated()
    {
        ClusterNode[] nodes = [.. target.Blue.Where(n => (test.Request.Tls ? n.ProxyTls : n.Proxy) is not null)];
        int first = nodes.Length == 0 ? 0 : (int)(Fnv(test.Name) % (uint)nodes.Length);
        return [.. nodes[first..], .. nodes[..first]];
    }

    private static uint Fnv(string text) => text.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u);
}
