using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Judging;

/// <summary>Proves that the alarm is connected: blue's recorded counts are shown to a judge of the same settings once more, with green beside it as a copy of blue that fails everything. It must be condemned, and a copy that is well must not.</summary>
public sealed class AlarmDrill
{
    private const int LeastLooks = 600, MostLooks = 50_000;
    private const long LeastRequests = 20, Enough = 200;

    private AlarmDrill()
    {
    }

    /// <summary>Whether the failing copy was condemned and the other was not.</summary>
    public bool IsConnected => LooksToAlarm is not null && !IsFalselyAlarmed;

    /// <summary>After how many looks the failing copy was condemned; <see langword="null"/> when it never was.</summary>
    public required int? LooksToAlarm { get; init; }

    /// <summary>How many requests had failed on it by then.</summary>
    public required long FailedRequests { get; init; }

    /// <summary>Whether the copy that is well was condemned.</summary>
    public required bool IsFalselyAlarmed { get; init; }

    /// <summary>Whether blue had too little traffic to be copied, so that counts were made up.</summary>
    public required bool IsMadeUp { get; init; }

    /// <summary>Runs the drill. Pure: nothing is sent anywhere.</summary>
    /// <param name="options">How the judge weighs.</param>
    /// <param name="blue">What the probe saw of blue before the diversion.</param>
    /// <param name="share">The first share that green will have.</param>
    /// <returns>What came of it.</returns>
    public static AlarmDrill Run(JudgeOptions options, IReadOnlyList<ProbeReading> blue, TrafficShare share)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(blue);
        bool isMadeUp = blue.Sum(r => Blue(r).Sum(n => n.Requests)) < LeastRequests;
        IReadOnlyList<ProbeReading> seen = isMadeUp ? [MadeUp()] : blue;
        (int? looks, long failed) = Show(options, seen, share, fails: true);
        (int? falsely, _) = Show(options, seen, share, fails: false);
        return new() { LooksToAlarm = looks, FailedRequests = failed, IsFalselyAlarmed = falsely is not null, IsMadeUp = isMadeUp };
    }

    /// <summary>What was tried and what came of it, in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"the alarm was tried on {(IsMadeUp ? "made-up counts, for blue had hardly any traffic" : "blue's own counts")}: {(LooksToAlarm is { } looks ? $"a green that fails everything is condemned after {looks} looks and {FailedRequests} failed requests" : $"a green that fails everything is NOT condemned by {FailedRequests} failed requests")}{(IsFalselyAlarmed ? ", but a green that is well is condemned too" : string.Empty)}");

    private static (int? Looks, long Failed) Show(JudgeOptions options, IReadOnlyList<ProbeReading> blue, TrafficShare share, bool fails)
    {
        Judge judge = new(options);
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        judge.BeginStage(TrafficShare.AllBlue);
        foreach (ProbeReading reading in blue) judge.Add(ProbeReading.Of(Next(ref at), [.. Blue(reading)]));
        judge.BeginStage(share);
        long failed = 0;
        double left = 0;
        // However small the share is, a few requests must be enough.
        for (int look = 1; look <= LeastLooks || (fails && failed < Enough && look <= MostLooks); look++)
        {
            NodeReading[] green = [.. Blue(blue[look % blue.Count]).Select(n => Copy(n, share.Fraction, ref left, fails))];
            failed += green.Sum(n => n.Errors);
            if (judge.Add(ProbeReading.Of(Next(ref at), [.. Blue(blue[look % blue.Count]), .. green])) is ProbeVerdict.Regressed) return (look, failed);
        }
        return (null, failed);
    }

    private static IEnumerable<NodeReading> Blue(ProbeReading reading) => reading.Nodes.Where(n => n.Side is ClusterSide.Blue);

    private static ProbeWindow Next(ref DateTimeOffset at) => new(at, at += TimeSpan.FromSeconds(1));

    /// <summary>Green's part of a node; what is less than a request is carried on to the next.</summary>
    private static NodeReading Copy(NodeReading blue, double share, ref double left, bool fails)
    {
        double part = (blue.Requests * share) + left;
        long requests = (long)part;
        left = part - requests;
        return new() { Side = ClusterSide.Green, Node = blue.Node, Route = blue.Route, Requests = requests, Errors = fails ? requests : blue.Requests == 0 ? 0 : Math.Min(requests, blue.Errors * requests / blue.Requests) };
    }

    private static ProbeReading MadeUp() => ProbeReading.Of(default, [new() { Side = ClusterSide.Blue, Node = "made-up", Requests = 1000 }]);
}
