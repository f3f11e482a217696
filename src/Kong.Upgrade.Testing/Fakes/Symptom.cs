using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Something that is wrong, from a share on and for a time.</summary>
internal sealed class Symptom(SymptomKind kind, ClusterSide side, double strength, string reason, double whenGreenIs, DateTimeOffset from, DateTimeOffset until)
{
    public SymptomKind Kind => kind;

    public ClusterSide Side => side;

    /// <summary>A rate, or milliseconds.</summary>
    public double Strength => strength;

    public string Reason => reason;

    public bool IsTold { get; set; }

    public DateTimeOffset From => from;

    public DateTimeOffset Until => until;

    public bool IsAt(TrafficShare share, DateTimeOffset time) => (double)share.Percent >= whenGreenIs && time >= from && time < until;
}
