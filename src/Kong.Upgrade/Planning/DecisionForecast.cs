namespace Kong.Upgrade.Planning;

/// <summary>What it takes to notice that green fails some part of its requests, from a stage's start on. Immutable.</summary>
/// <param name="DefectRate">The part of green's requests that fail, above 0 and at most 1.</param>
/// <param name="LooksPerSecond">How often is looked.</param>
/// <param name="GreenRequests">Requests on green until it is noticed; infinite when it never is.</param>
/// <param name="Time">How long that takes; <see cref="TimeSpan.MaxValue"/> when it never is.</param>
/// <param name="FailedRequests">Requests of users that fail until traffic is back on blue, 0.2 seconds for the way back included; infinite when it never is noticed.</param>
/// <param name="IsHold">Whether noticing it holds the run instead of turning it round: green has all traffic and there is no blue to compare with. The time for which the run may hold is in <paramref name="FailedRequests"/>.</param>
/// <param name="IsUndecided">Whether the stage's time is up before that and all traffic goes back to blue, for what cannot be proven good is not accepted; <paramref name="FailedRequests"/> are those until then.</param>
public sealed record DecisionForecast(double DefectRate, double LooksPerSecond, double GreenRequests, TimeSpan Time, double FailedRequests, bool IsHold, bool IsUndecided)
{
    /// <summary>Whether it is noticed at all.</summary>
    public bool IsNoticed => Time < TimeSpan.MaxValue;
}
