namespace Kong.Upgrade;

/// <summary>Names under which this library traces and measures itself.</summary>
public static class KongUpgradeTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: a span <c>kong.upgrade.run</c> for each run and <c>kong.upgrade.step</c> for each step.</summary>
    public const string ActivitySourceName = "Kong.Upgrade";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Kong.Upgrade";

    /// <summary>Gauge: green's share last asked for, 0 to 1.</summary>
    public const string ShareAsked = "kong.upgrade.share.asked";

    /// <summary>Counter: runs that ended, by <c>outcome</c>.</summary>
    public const string Outcomes = "kong.upgrade.outcomes";

    /// <summary>Histogram in seconds: retreats, from decision to proof, by <c>in_force</c>.</summary>
    public const string RetreatDuration = "kong.upgrade.retreat.duration";

    /// <summary>Histogram in seconds: steps, from intent to verification, by <c>step</c>.</summary>
    public const string StepDuration = "kong.upgrade.step.duration";
}
