using System.Globalization;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Judging;

/// <summary>Why a verdict is what it is, with counts.</summary>
internal static class JudgeReasons
{
    public static string Of(ProbeVerdict verdict, IReadOnlyList<JudgeCore> probes, JudgeOptions options) => verdict switch
    {
        ProbeVerdict.Regressed => Regressed(probes),
        ProbeVerdict.Accepted => Accepted(probes[0]),
        _ => Undecided(probes, options),
    };

    public static string WouldHaveChanged(ProbeVerdict verdict, IReadOnlyList<JudgeCore> probes, JudgeOptions options) => verdict switch
    {
        ProbeVerdict.Regressed => Spare(probes),
        ProbeVerdict.Accepted => "more failures on green than blue's of the same seconds explain",
        _ => Undecided(probes, options),
    };

    /// <summary>The comparison with the strongest evidence, and the probe that made it.</summary>
    private static (JudgeCore Probe, Comparison Strongest) Strongest(IReadOnlyList<JudgeCore> probes)
    {
        JudgeCore probe = probes.MaxBy(p => p.Log)!;
        return (probe, probe.All.MaxBy(c => c.WeightedSum())!);
    }

    private static string Regressed(IReadOnlyList<JudgeCore> probes)
    {
        (JudgeCore probe, Comparison strongest) = Strongest(probes);
        JudgeSuspect[] named = [.. Suspects.Of([probe]).Where(s => s.IsNamed && s.Who != "green").Take(3)];
        string who = named.Length == 0 ? string.Empty : $"; most of all {string.Join(", ", named.Select(n => n.Who).Distinct())}";
        if (probe.IsGuardAlarmed) strongest = probe.Counts[0];
        return Text($"{Counted(strongest)}: {JudgeWords.Odds(probe.Log)} that green is worse, {JudgeWords.Odds(probe.Threshold)} condemns{who}");
    }

    private static string Accepted(JudgeCore probe) => probe.Lone.HasBegun
        ? Text($"green alone, {Counted(probe.Counts[0])}; proven below {probe.Lone.Limit:0.##%}")
        : Text($"{Counted(probe.Counts[0])}; proven good enough by all signals");

    private static string Undecided(IReadOnlyList<JudgeCore> probes, JudgeOptions options)
    {
        JudgeCore probe = probes[0];
        if (probe.Lone.IsSuspicious) return Text($"green has all traffic and {Counted(probe.Counts[0])}, above the {probe.Lone.Limit:0.##%} that blue's past allows; without blue beside it nobody can tell whose fault that is");
        if (probe.GreenRequests == 0) return "green has answered nothing that could be judged yet";
        if (!probe.Lone.HasBegun && !probe.HasSeenBlue) return "blue has answered nothing that green could be compared with yet";
        double needed = -Math.Log(options.FalseAcceptance);
        Comparison? open = probe.Required.Where(c => c.Acceptance.Highest < needed).MinBy(c => c.Acceptance.Highest);
        return open is null ? Text($"{Counted(probe.Counts[0])}; there is some suspicion ({JudgeWords.Odds(probes.Max(p => p.Log))}), which more requests will settle")
            : Text($"{Counted(open)}; not proven good enough yet{Missing(open, needed)}");
    }

    /// <summary>About how many more requests it takes if green goes on as it did.</summary>
    private static string Missing(Comparison open, double needed)
    {
        double each = open.Acceptance.Log / Math.Max(1, open.Stage.Green);
        return each <= 0 ? string.Empty : Text($", about {Math.Ceiling((needed - open.Acceptance.Log) / each):0} more requests on green are needed");
    }

    private static string Spare(IReadOnlyList<JudgeCore> probes)
    {
        (JudgeCore probe, Comparison strongest) = Strongest(probes);
        BlockCounts seen = strongest.Stage;
        double tolerated = Math.Floor(strongest.Tolerance.Limit(strongest.BlueRate) * seen.Green);
        return Text($"up to about {tolerated:0} such requests of {seen.Green} are tolerated of green while blue's rate is {strongest.BlueRate:0.####%}; evidence of less than {JudgeWords.Odds(probe.Threshold)} would have gone on");
    }

    private static string Counted(Comparison c) =>
        Text($"{c.Stage.GreenEvents} of green's {c.Stage.Green} requests {c.What}{JudgeWords.Rate(c.Stage.GreenEvents, c.Stage.Green)}, {c.Stage.BlueEvents} of blue's {c.Stage.Blue}{JudgeWords.Rate(c.Stage.BlueEvents, c.Stage.Blue)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
