using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Counts what users met on a <see cref="FakeTraffic"/>, with the symptoms that were stated. Thread-safe; asked again about a window it answers the same.</summary>
/// <remarks>
/// Every statement takes: from which share on green has (in percent; 0 by default), after which time from now on (at once by default),
/// and for how long (for ever by default). Statements add up; <see cref="Heal"/> takes all back.
/// </remarks>
public sealed class FakeProbe : IMetricsProbe
{
    private readonly FakeTraffic traffic;
    private readonly FakeCalls calls;
    private readonly NodeCounter blue = new(ClusterSide.Blue, "blue-1");
    private readonly NodeCounter green = new(ClusterSide.Green, "green-1");
    private readonly Lock gate = new();
    private readonly List<Symptom> symptoms = [];

    /// <summary>Makes a probe that sees everything and finds nothing wrong.</summary>
    /// <param name="traffic">The traffic that it looks at.</param>
    /// <param name="time">The clock; one of its own by default. Use the traffic's.</param>
    /// <param name="faults">Where faults are placed; a list of its own by default.</param>
    /// <param name="story">Where symptoms are told when they are first met; a story of its own by default.</param>
    public FakeProbe(FakeTraffic traffic, VirtualTime? time = null, FaultList? faults = null, Story? story = null)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        (this.traffic, calls) = (traffic, new(time, faults, story));
    }

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>How often it was asked.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Green fails half of its requests by itself.</summary>
    /// <param name="whenGreenIs">From which share on, in percent.</param>
    /// <param name="reason">What is wrong, for the story.</param>
    /// <param name="after">From when on.</param>
    /// <param name="lasting">For how long.</param>
    public void Unhealthy(double whenGreenIs = 0, string reason = "5xx", TimeSpan? after = null, TimeSpan? lasting = null) =>
        Add(SymptomKind.Errors, ClusterSide.Green, 0.5, reason, whenGreenIs, after, lasting);

    /// <summary>A cluster fails a part of its requests by itself.</summary>
    /// <param name="side">Blue or green.</param>
    /// <param name="rate">The part, 0 to 1.</param>
    /// <param name="whenGreenIs">From which share on, in percent.</param>
    /// <param name="after">From when on.</param>
    /// <param name="lasting">For how long.</param>
    public void Errors(ClusterSide side, double rate, double whenGreenIs = 0, TimeSpan? after = null, TimeSpan? lasting = null) =>
        Add(SymptomKind.Errors, side, rate, "errors of its own", whenGreenIs, after, lasting);

    /// <summary>Upstream services fail a part of all requests, whichever cluster they come through.</summary>
    /// <param name="rate">The part, 0 to 1.</param>
    /// <param name="whenGreenIs">From which share on, in percent.</param>
    /// <param name="after">From when on.</param>
    /// <param name="lasting">For how long.</param>
    public void UpstreamErrors(double rate, double whenGreenIs = 0, TimeSpan? after = null, TimeSpan? lasting = null)
    {
        Add(SymptomKind.UpstreamErrors, ClusterSide.Blue, rate, "errors of upstream services", whenGreenIs, after, lasting);
        Add(SymptomKind.UpstreamErrors, ClusterSide.Green, rate, "errors of upstream services", whenGreenIs, after, lasting);
    }

    /// <summary>Two of a hundred requests of a cluster take this long; the others take 10 ms, as all do otherwise.</summary>
    /// <param name="side">Blue or green.</param>
    /// <param name="p99">How long; more than 10 ms.</param>
    /// <param name="whenGreenIs">From which share on, in percent.</param>
    /// <param name="after">From when on.</param>
    /// <param name="lasting">For how long.</param>
    public void Slow(ClusterSide side, TimeSpan p99, double whenGreenIs = 0, TimeSpan? after = null, TimeSpan? lasting = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p99.TotalMilliseconds, NodeCounter.UsualMilliseconds, nameof(p99));
        Add(SymptomKind.Latency, side, p99.TotalMilliseconds, "slow", whenGreenIs, after, lasting);
    }

    /// <summary>The probe itself cannot look.</summary>
    /// <param name="trouble">What is in the way.</param>
    /// <param name="whenGreenIs">From which share on, in percent.</param>
    /// <param name="after">From when on.</param>
    /// <param name="lasting">For how long.</param>
    public void Blind(string trouble = "no route to the metrics", double whenGreenIs = 0, TimeSpan? after = null, TimeSpan? lasting = null) =>
        Add(SymptomKind.Blind, ClusterSide.Unknown, 1, trouble, whenGreenIs, after, lasting);

    /// <summary>From now on nothing is wrong any more.</summary>
    public void Heal()
    {
        lock (gate) symptoms.Clear();
    }

    /// <inheritdoc/>
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => calls.LookAsync(KongCall.ReadProbe, () => Read(window), cancellationToken);

    private ProbeReading Read(ProbeWindow window)
    {
        lock (gate)
        {
            ReadCount++;
            // Whether it can look is a matter of when it is asked, not of what it is asked about: windows grow while it cannot.
            if (Tell(symptoms.Find(s => s.Kind is SymptomKind.Blind && s.IsAt(traffic.Share, calls.Time.GetUtcNow()))) is { } blind) return ProbeReading.CouldNotLook(window, blind.Reason);
            List<SharePiece> pieces = Pieces(window);
            return ProbeReading.Of(window, [Count(blue, pieces), Count(green, pieces)]);
        }
    }

    /// <summary>The window, cut wherever a share or a symptom begins or ends.</summary>
    private List<SharePiece> Pieces(ProbeWindow window)
    {
        if (symptoms.Count == 0) return traffic.Between(window.From, window.To);
        DateTimeOffset[] cuts = [window.From, .. symptoms.SelectMany(s => (DateTimeOffset[])[s.From, s.Until]).Where(t => t > window.From && t < window.To).Distinct().Order(), window.To];
        List<SharePiece> pieces = [];
        for (int i = 1; i < cuts.Length; i++) pieces.AddRange(traffic.Between(cuts[i - 1], cuts[i]));
        return pieces;
    }

    private NodeReading Count(NodeCounter node, List<SharePiece> pieces)
    {
        node.Begin();
        foreach (SharePiece piece in pieces)
            node.Add(piece, Strongest(SymptomKind.Errors, node, piece), Strongest(SymptomKind.UpstreamErrors, node, piece), Strongest(SymptomKind.Latency, node, piece));
        return node.Reading();
    }

    private double Strongest(SymptomKind kind, NodeCounter node, SharePiece piece)
    {
        Symptom? strongest = null;
        foreach (Symptom symptom in symptoms)
            if (symptom.Kind == kind && symptom.Side == node.Side && symptom.IsAt(piece.Share, piece.From) && (strongest is null || symptom.Strength > strongest.Strength)) strongest = symptom;
        return piece.Requests(node.Side) > 0 ? Tell(strongest)?.Strength ?? 0 : 0;
    }

    private Symptom? Tell(Symptom? met)
    {
        if (met is { IsTold: false })
        {
            met.IsTold = true;
            calls.Story.Tell($"probe: {(met.Kind is SymptomKind.Blind ? "blind" : met.Side is ClusterSide.Green ? "green" : "blue")}: {met.Reason}");
        }
        return met;
    }

    private void Add(SymptomKind kind, ClusterSide side, double strength, string reason, double whenGreenIs, TimeSpan? after, TimeSpan? lasting)
    {
        if (kind is not SymptomKind.Latency && strength is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "A rate of errors lies between 0 and 1.");
        DateTimeOffset from = calls.Time.GetUtcNow() + (after ?? TimeSpan.Zero);
        lock (gate) symptoms.Add(new(kind, side, strength, reason, whenGreenIs, from, lasting is { } span ? from + span : DateTimeOffset.MaxValue));
    }
}
