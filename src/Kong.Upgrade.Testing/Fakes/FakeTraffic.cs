using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A balancer in memory, with the users behind it. Thread-safe.</summary>
public sealed class FakeTraffic : ITrafficSplitter
{
    private readonly Lock gate = new();
    private readonly FakeCalls calls;
    private readonly List<ShareSpan> spans = [];
    private double refusedFrom = double.PositiveInfinity;
    private string refusal = string.Empty;
    private bool isIgnoring;

    /// <summary>Makes a balancer that sends everything to blue.</summary>
    /// <param name="time">The clock; one of its own by default.</param>
    /// <param name="faults">Where faults are placed; a list of its own by default.</param>
    /// <param name="story">Where operations are told; a story of its own by default.</param>
    public FakeTraffic(VirtualTime? time = null, FaultList? faults = null, Story? story = null)
    {
        calls = new(time, faults, story);
        spans.Add(new(TrafficShare.AllBlue, calls.Time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public SplitterCapabilities Capabilities { get; set; } = new() { SmallestStep = TrafficShare.FromPercent(0.0001), SettlesWithin = TimeSpan.Zero };

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>How many requests users make in a second, both clusters together. The default value is 200.</summary>
    public double RequestsPerSecond { get; set; } = 200;

    /// <summary>How many requests users make in a second at a given time, in place of <see cref="RequestsPerSecond"/>; asked once for each second. The default value is <see langword="null"/>.</summary>
    public Func<DateTimeOffset, double>? Load { get; set; }

    /// <summary>Green's share in percent as it was in force: what stood at the beginning, then every change.</summary>
    public IReadOnlyList<double> GreenHistory
    {
        get { lock (gate) return [.. spans.Select(s => (double)s.Share.Percent)]; }
    }

    /// <summary>The share in force now.</summary>
    public TrafficShare Share
    {
        get { lock (gate) return spans[^1].Share; }
    }

    /// <summary>How often a share was asked for, whether or not it was given.</summary>
    public int SetCount { get; private set; }

    /// <summary>Refuses to give green a share, with <see cref="UpgradeServiceException"/>, until <see cref="Obey"/>.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="atLeast">The smallest share refused, in percent. With the default value of 0 even a retreat is refused.</param>
    public void Refuse(string reason, double atLeast = 0) => (refusal, refusedFrom) = (reason, atLeast);

    /// <summary>Lies: answers that every share asked for is in force and changes nothing, until <see cref="Obey"/>. Reading tells the truth.</summary>
    public void Lie() => isIgnoring = true;

    /// <summary>Does again what it is asked.</summary>
    public void Obey() => (isIgnoring, refusedFrom) = (false, double.PositiveInfinity);

    /// <summary>Somebody else's hand on the balancer.</summary>
    /// <param name="percent">Green's share in percent.</param>
    public void SetByHand(double percent)
    {
        Give(TrafficShare.FromPercent(percent));
        calls.Story.Tell($"traffic: {TrafficShare.FromPercent(percent)} by hand");
    }

    /// <inheritdoc/>
    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => calls.LookAsync(KongCall.GetShare, () => Share, cancellationToken);

    /// <inheritdoc/>
    public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken) =>
        calls.EffectAsync(KongCall.SetShare, $"traffic: {desired}", () => Set(desired), cancellationToken);

    /// <summary>What blue and green were asked in a stretch of time, span by span.</summary>
    internal List<SharePiece> Between(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            List<SharePiece> pieces = [];
            for (int i = FirstAfter(from); i < spans.Count && spans[i].Start < to; i++)
                pieces.Add(spans[i].Piece(from, i + 1 < spans.Count && spans[i + 1].Start < to ? spans[i + 1].Start : to, RequestsPerSecond, Load));
            return pieces;
        }
    }

    private int FirstAfter(DateTimeOffset from)
    {
        int i = spans.Count - 1;
        while (i > 0 && spans[i].Start > from) i--;
        return i;
    }

    private TrafficShare Set(TrafficShare desired)
    {
        lock (gate)
        {
            SetCount++;
            if ((double)desired.Percent >= refusedFrom) throw new UpgradeServiceException(refusal);
            if (!isIgnoring) Give(desired);
            return desired;
        }
    }

    private void Give(TrafficShare share)
    {
        lock (gate)
            if (spans[^1].Share != share) spans.Add(new(share, calls.Time.GetUtcNow()));
    }
}
