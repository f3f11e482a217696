using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>When a green that is as good as blue is proven to be better than the margin of a share.</summary>
internal sealed class AcceptanceForecast(JudgeOptions options, ForecastTraffic traffic)
{
    private readonly double blue = BlockEVariable.Clamp(traffic.BlueErrorRate);

    /// <summary>The margin of a share: what a small share risks is proven with few requests.</summary>
    public Tolerance Margin(double share) => new(options.Margin.Factor, Math.Min(0.5, Math.Max(options.Margin.Addend, options.AcceptedHarm / share)));

    /// <summary>The highest rate of failures that the acceptance of a share does not rule out.</summary>
    public double StillAllowed(double share) => Math.Min(1, Margin(share).Limit(blue));

    /// <returns>Seconds; infinite when it is never proven.</returns>
    public double Seconds(double share, bool isFirst, double looksPerSecond)
    {
        if (share >= 1) return new AloneForecast(options, traffic).SecondsToAccept(looksPerSecond);
        AverageLook look = AverageLook.Of(share, traffic.RequestsPerSecond, looksPerSecond);
        double proven = Margin(share).Limit(blue) >= BlockEVariable.MostRate ? 1 : Math.Ceiling(-Math.Log(options.FalseAcceptance) / Gain(look, share));
        // A node's first requests say nothing of its times.
        return (proven / look.PerSecond) + (isFirst && JudgesTimes ? options.WarmUpRequests / (traffic.RequestsPerSecond * share) : 0);
    }

    private bool JudgesTimes => !options.Ignored.Contains(JudgeSignal.KongLatency) || !options.Ignored.Contains(JudgeSignal.RequestLatency);

    private double Gain(AverageLook look, double share) => look.Gain(blue, blue, Margin(share), blue, traffic.Dispersion);
}
