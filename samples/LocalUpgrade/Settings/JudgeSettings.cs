using Kong.Upgrade;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;

namespace LocalUpgrade.Settings;

/// <summary>What judges green: the judge, and the simple limits that are named.</summary>
internal static class JudgeSettings
{
    /// <summary>How the judge weighs.</summary>
    public static JudgeOptions Options(Value judge, Binder binder)
    {
        JudgeOptions options = new()
        {
            FalseAlarm = judge.Number("falseAlarm")!.Value,
            FalseAcceptance = judge.Number("falseAcceptance")!.Value,
            AcceptedHarm = judge.Number("acceptedHarm")!.Value,
            Baseline = judge.Duration("baseline")!.Value,
            WarmUp = judge.Duration("warmUp")!.Value,
            WarmUpRequests = judge.Whole("warmUpRequests")!.Value,
            LooksToDecide = judge.Whole("looksToDecide")!.Value,
            PacedLooksToDecide = judge.Whole("pacedLooksToDecide")!.Value,
            UnknownDispersion = judge.Number("unknownDispersion")!.Value,
            Ignored = [.. judge["ignored"]!.Items.Select(i => Enum.Parse<JudgeSignal>(i.Text, ignoreCase: true))],
        };
        foreach (string problem in options.Validate()) binder.Add(judge, $"{judge.Path}: {problem}");
        return options;
    }

    public static void AddGates(Value root, UpgradePlanBuilder builder, Binder binder)
    {
        (Value judge, Value gates) = (root["judge"]!, root["gates"]!);
        (bool isJudged, JudgeOptions options) = (judge.Switch("enabled"), Options(judge, binder));
        if (isJudged && options.Validate().Count == 0) builder.Gate(Gate.Judge(options));
        if (!isJudged && gates["maxErrorRate"] is null && gates["p99"] is null) binder.Add(judge, $"{judge.PathTo("enabled")} is false and {gates.Path} names no limit: nothing would judge green");
        int minimum = gates.Whole("minimumRequests")!.Value;
        AddMaxErrorRate(gates, minimum, builder, binder);
        AddP99(gates, minimum, root["balancer"]!, builder, binder);
    }

    /// <summary>Whether users are seen by an access log; otherwise by HAProxy's counters.</summary>
    private static bool HasLog(Value balancer) => balancer.Text("kind") == "nginx" || balancer["accessLogPort"] is not null;

    private static void AddMaxErrorRate(Value gates, int minimum, UpgradePlanBuilder builder, Binder binder)
    {
        if (gates.Number("maxErrorRate") is not { } limit) return;
        if (limit is > 0 and < 1) builder.Gate(Gate.MaxErrorRate(limit, minimum));
        else binder.Add(gates["maxErrorRate"]!, $"{gates.PathTo("maxErrorRate")} must be above 0 and below 1, such as 0.01 for one percent");
    }

    private static void AddP99(Value gates, int minimum, Value balancer, UpgradePlanBuilder builder, Binder binder)
    {
        if (gates.Duration("p99") is not { } p99) return;
        if (!HasLog(balancer)) binder.Add(gates["p99"]!, $"{gates.PathTo("p99")} cannot be judged: HAProxy's counters have no times. Name {balancer.PathTo("accessLogPort")}, or leave it out");
        else if (p99 > TimeSpan.Zero) builder.Gate(Gate.MaxP99(p99, minimum));
        else binder.Add(gates["p99"]!, $"{gates.PathTo("p99")} must be more than nothing");
    }
}
