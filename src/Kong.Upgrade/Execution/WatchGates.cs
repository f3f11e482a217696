using Kong.Upgrade.Events;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Asks every gate of the plan, tells when a verdict changed, and stops the run at once when one condemns.</summary>
internal sealed class WatchGates(UpgradeRun run, TrafficShare given, Evidence evidence)
{
    private readonly ProbeVerdict[] verdicts = new ProbeVerdict[run.Plan.Gates.Count];

    /// <summary>What was last seen, in words.</summary>
    public string LastSeen { get; private set; } = "nothing yet";

    /// <summary>Of the judges only, and without a word to anybody: as often as the fastest probe is worth it.</summary>
    public void ThrowIfCondemned()
    {
        if (given == TrafficShare.AllBlue) return;
        foreach (Gate gate in run.Plan.Gates)
            if (run.Judge.Of(gate) is { Verdict: ProbeVerdict.Regressed } judge) throw Condemned(gate, judge.Reason);
    }

    public async Task<Sight> JudgeAsync()
    {
        // Green has nothing yet: blue is only learnt.
        if (given == TrafficShare.AllBlue) return default;
        GateInput input = evidence.Input();
        Sight sight = default;
        for (int i = 0; i < verdicts.Length; i++)
        {
            Gate gate = run.Plan.Gates[i];
            Judge? judge = run.Judge.Of(gate);
            GateVerdict verdict = judge is null ? gate.Judge(input) : new(judge.Verdict, judge.Reason);
            // Observers hear of it after the retreat: nobody's slowness may delay that.
            if (verdict.Verdict is ProbeVerdict.Regressed) throw Condemned(gate, verdict.Reason);
            await TellAsync(i, gate, verdict).ConfigureAwait(false);
            if (verdict.Verdict is not ProbeVerdict.Accepted && sight.Reason is null) sight = Sighted(judge, verdict.Reason);
            LastSeen = verdict.Reason;
        }
        if (sight.Reason is null && evidence.GreenSinceBegun < run.Plan.MinimumRequests) sight = Sight.Short($"green answered {evidence.GreenSinceBegun} requests at this stage so far; the plan wants {run.Plan.MinimumRequests}");
        if (sight is { Reason: not null, IsShort: false }) return sight;
        string? share = ShareBand.Problem(given, evidence.BlueSinceSettled, evidence.GreenSinceSettled, run.Services.Traffic!.Capabilities.IsSticky);
        return share is null ? sight : Sight.Of(share);
    }

    private static Sight Sighted(Judge? judge, string reason) => judge is null ? Sight.Of(reason) : judge.IsAloneInTrouble ? Sight.Alone(reason) : Sight.Short(reason);

    private GreenRegressedException Condemned(Gate gate, string reason)
    {
        run.Judge.Report();
        return new(gate.Name, reason);
    }

    private async Task TellAsync(int index, Gate gate, GateVerdict verdict)
    {
        if (verdicts[index] == verdict.Verdict) return;
        verdicts[index] = verdict.Verdict;
        run.Logger.GateJudged(gate.Name, verdict.Verdict.ToString(), verdict.Reason);
        await run.TellAsync(new GateJudged(run.RunId, run.Time.GetUtcNow(), gate.Name, verdict)).ConfigureAwait(false);
    }
}
