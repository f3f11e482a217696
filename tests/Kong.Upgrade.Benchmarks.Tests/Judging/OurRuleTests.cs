using Kong.Upgrade.Benchmarks.Judging;
using Kong.Upgrade.Benchmarks.Judging.Worlds;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

/// <summary>What the benchmark measures is the library's judge.</summary>
public class OurRuleTests
{
    public static TheoryData<string> Worlds { get; } = [.. Defects.Bounded.Select(d => d.Name), .. Nulls.All.Where((_, i) => i % 4 == 0).Select(n => n.Name), "sticky sessions: green gets more and more of the route that fails 5 times as often", "one of green's 12 nodes fails"];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Look_InEveryWorld_SaysWhatTheJudgeSays(string name)
    {
        Scenario scenario = Nulls.All.Concat(Defects.Every).Single(s => s.Name == name);
        (World world, OurRule rule, Judge judge, int stage) = (new(scenario), new(), new(), 0);
        world.Begin(11, rule.History);
        rule.Begin(scenario);
        judge.BeginStage(TrafficShare.AllBlue);
        for (int i = 0; i < 150; i++)
        {
            if (i == rule.History) Begin();
            bool diverts = i >= rule.History;
            world.Pass(diverts ? scenario.Stages[stage] : 0, diverts ? rule.Pace : 1);
            if (diverts) rule.Look(world.Seen);
            else rule.Watch(world.Seen);
            judge.Add(Reading(world.Seen)).Should().Be(rule.Verdict, $"look {i}");
            judge.LogEvidence.Should().BeApproximately(rule.LogEvidence, 1e-6);
            if (rule.Verdict is ProbeVerdict.Regressed) break;
            if (diverts && rule.Verdict is ProbeVerdict.Accepted && ++stage < scenario.Stages.Length) Begin();
            if (stage == scenario.Stages.Length) break;
        }

        void Begin()
        {
            rule.BeginStage(scenario.Stages[stage]);
            judge.BeginStage(TrafficShare.FromPercent(scenario.Stages[stage]));
        }
    }

    private static ProbeReading Reading(Observation seen)
    {
        ProbeWindow window = new(DateTimeOffset.UnixEpoch.AddSeconds(seen.Second + 999), DateTimeOffset.UnixEpoch.AddSeconds(seen.Second + 1000));
        NodeReading[] nodes = [.. from side in (int[])[Side.Blue, Side.Green] from node in Enumerable.Range(0, seen.Nodes) where !seen.Blind[seen.NodeAt(side, node)] from route in Enumerable.Range(0, seen.Routes) select Reading(seen, side, node, route)];
        return nodes.Select(n => n.Side).Distinct().Count() == 2 ? ProbeReading.Of(window, nodes) : ProbeReading.CouldNotLook(window, "all blind");
    }

    private static NodeReading Reading(Observation seen, int side, int node, int route)
    {
        int[] cell = seen.Cell(side, node, route).ToArray();
        ClusterSide cluster = side == Side.Green ? ClusterSide.Green : ClusterSide.Blue;
        return new()
        {
            Side = cluster,
            Node = Names.Node(cluster, node),
            Route = Names.Route(seen.Routes == 1 ? null : route),
            Requests = Count.Requests(cell),
            Errors = Count.Failed(cell),
            UpstreamErrors = cell[Count.ServiceErrors],
            ClientErrors = cell[Count.KongClients] + cell[Count.ServiceClients],
            UpstreamClientErrors = cell[Count.ServiceClients],
            RateLimited = cell[Count.RateLimited],
            KongLatency = new(Latencies.KongBounds, [.. cell[Count.Kong..Count.Request].Select(c => (long)c)]),
            Latency = new(Latencies.RequestBounds, [.. cell[Count.Request..].Select(c => (long)c)]),
            Uptime = TimeSpan.FromSeconds(seen.Uptime[seen.NodeAt(side, node)]),
        };
    }
}
