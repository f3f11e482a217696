using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>What users suffer after a rule has ended, expected: a defect that was let through is paid for by whoever comes next.</summary>
internal static class Aftermath
{
    /// <summary>Seconds since green's first share up to which users are counted.</summary>
    public const double Until = 3 * 3600;

    private const double Step = 60;

    public static double Of(Scenario scenario, double second, double weight)
    {
        if (!scenario.IsDefect || weight == 0) return 0;
        Moment moment = new() { Weight = weight, Uptime = 1e6, Side = Side.Green };
        double sum = 0;
        for (; second < Until; second += Step)
        {
            moment.Second = second;
            sum += Math.Min(Step, Until - second) * scenario.Rate * weight / 100 * Part(scenario, moment);
        }
        return sum;
    }

    private static double Part(Scenario scenario, Moment moment)
    {
        if (scenario.Harm == Harm.Served) return moment.Second >= scenario.Onset ? 1 : 0;
        double sum = 0;
        for (moment.Node = 0; moment.Node < scenario.Nodes; moment.Node++)
            for (moment.Route = 0; moment.Route < scenario.Routes.Length; moment.Route++)
            {
                Condition condition = Condition.Usual;
                scenario.Shape?.Invoke(ref condition, moment);
                sum += (condition.Failing - Condition.Usual.Failing) * scenario.Routes[moment.Route] / scenario.Nodes;
            }
        return sum;
    }
}
