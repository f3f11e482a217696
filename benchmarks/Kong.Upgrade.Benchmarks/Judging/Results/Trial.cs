using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>Runs a rule in a scenario again and again. Not for two threads.</summary>
internal sealed class Trial(Scenario scenario, IRule rule)
{
    private readonly World world = new(scenario);

    public Ending Run(int number)
    {
        world.Begin(Randoms.Seed(scenario.Name, number), rule.History);
        rule.Begin(scenario);
        for (int i = 0; i < rule.History; i++)
        {
            world.Pass(0);
            rule.Watch(world.Seen);
        }
        rule.BeginStage(scenario.Stages[0]);
        return Divert();
    }

    private Ending Divert()
    {
        double began = 0, horizon = Math.Max(scenario.Horizon, rule.Horizon);
        int stage = 0;
        for (; ; )
        {
            world.Pass(scenario.Stages[stage], rule.Pace);
            double second = world.Seen.Second;
            RuleDecision decision = rule.Look(world.Seen);
            if (decision is RuleDecision.RollBack or RuleDecision.Promote) return End(decision, second, 0);
            if (decision == RuleDecision.Advance && second - began >= scenario.ShortestStage)
            {
                if (++stage == scenario.Stages.Length) return End(RuleDecision.Promote, second, 0);
                began = second;
                rule.BeginStage(scenario.Stages[stage]);
            }
            if (second >= horizon) return End(RuleDecision.Hold, second, scenario.Stages[stage]);
        }
    }

    private Ending End(RuleDecision decision, double second, double held)
    {
        double weight = decision switch { RuleDecision.RollBack => 0, RuleDecision.Promote => 100, _ => held };
        double excess = world.GreenFailed - Condition.Usual.Failing * world.GreenRequests;
        return new(decision, second, world.GreenSinceOnset, world.GreenFailed, excess, (scenario.Harm == Harm.Failed ? excess : world.GreenSinceOnset) + Aftermath.Of(scenario, second, weight));
    }
}
