using CsCheck;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

public class EvidenceTests
{
    private static readonly DateTimeOffset Start = ManualTime.Start;

    private static readonly Gen<NodeReading> Nodes =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9])
            .Select((side, requests, errors, upstream) => Readings.Node((ClusterSide)side, requests, errors, upstream));

    // Windows of up to 50 seconds with gaps of up to 50 between them: the minute holds many of them, one, or none but the last.
    private static readonly Gen<(int Gap, int Length, NodeReading[] Nodes)[]> Histories =
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 50], Nodes.Array[0, 4]).Array[1, 40];

    [Fact]
    public void Input_AnyHistory_IsWhatANaiveLookAtTheLastMinuteFinds() => Gen.Select(Histories, Gen.Int[0, 200]).Sample((history, settled) =>
    {
        Evidence evidence = new(TrafficShare.FromPercent(5), Start.AddSeconds(settled));
        List<ProbeReading> all = [];
        int at = 0;
        foreach ((int gap, int length, NodeReading[] nodes) in history)
        {
            ProbeReading reading = ProbeReading.Of(new(Start.AddSeconds(at + gap), Start.AddSeconds(at += gap + length)), nodes);
            all.Add(reading);
            evidence.Add(reading);
            Check(evidence, all, at, settled);
        }
    });

    [Fact]
    public void Input_ReadingsOlderThanAMinute_AreGone()
    {
        Evidence evidence = new(TrafficShare.AllGreen, Start);
        for (int second = 1; second <= 100; second++) evidence.Add(Readings.Second(second, Readings.Green(1), Readings.Blue(second == 40 ? 1 : 0)));

        GateInput input = evidence.Input();

        (input.Green.Requests, input.Blue.Requests, input.Readings.Count).Should().Be((60, 0, 60));
        (evidence.GreenSinceSettled, evidence.BlueSinceSettled).Should().Be((100, 1));
        input.Share.Should().Be(TrafficShare.AllGreen);
    }

    private static void Check(Evidence evidence, List<ProbeReading> all, int now, int settled)
    {
        GateInput input = evidence.Input();
        ProbeReading[] recent = [.. all.Where(r => r.Window.To > Start.AddSeconds(now - 60))];
        ProbeReading[] since = [.. all.Where(r => r.Window.From >= Start.AddSeconds(settled))];
        input.Readings.Should().Equal(recent);
        Counts(input.Blue).Should().Be(Sum(recent, ClusterSide.Blue));
        Counts(input.Green).Should().Be(Sum(recent, ClusterSide.Green));
        (evidence.BlueSinceSettled, evidence.GreenSinceSettled).Should().Be((Sum(since, ClusterSide.Blue).Item1, Sum(since, ClusterSide.Green).Item1));
    }

    private static (long, long, long) Counts(SideTotals totals) => (totals.Requests, totals.Errors, totals.UpstreamErrors);

    private static (long, long, long) Sum(ProbeReading[] readings, ClusterSide side)
    {
        NodeReading[] nodes = [.. readings.SelectMany(r => r.Nodes).Where(n => n.Side == side)];
        return (nodes.Sum(n => n.Requests), nodes.Sum(n => n.Errors), nodes.Sum(n => n.UpstreamErrors));
    }
}
