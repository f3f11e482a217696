using System.Diagnostics.Metrics;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Diagnostics;

internal static class UpgradeMeter
{
    private static readonly Meter Meter = new(KongUpgradeTelemetry.MeterName);
    private static readonly Gauge<double> Asked = Meter.CreateGauge<double>(KongUpgradeTelemetry.ShareAsked, "1", "Green's share last asked for.");
    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(KongUpgradeTelemetry.Outcomes, "{run}", "Runs that ended.");
    private static readonly Histogram<double> Retreats = Meter.CreateHistogram<double>(KongUpgradeTelemetry.RetreatDuration, "s", "Retreats, from decision to proof.");
    private static readonly Histogram<double> Steps = Meter.CreateHistogram<double>(KongUpgradeTelemetry.StepDuration, "s", "Steps, from intent to verification.");

    public static void ShareAsked(TrafficShare share) => Asked.Record(share.Fraction);

    public static void Ended(UpgradeOutcome outcome) => Outcomes.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public static void Retreated(TimeSpan duration, bool inForce) => Retreats.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("in_force", inForce));

    public static void StepTook(string name, TimeSpan duration) => Steps.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("step", name));
}
