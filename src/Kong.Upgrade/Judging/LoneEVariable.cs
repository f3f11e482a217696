namespace Kong.Upgrade.Judging;

/// <summary>Evidence about green alone, against a fixed limit: where there is no blue to compare with.</summary>
internal static class LoneEVariable
{
    /// <summary>For a guess above the limit: that green's rate is above it. For a guess below: that it is below.</summary>
    public static double Log(long requests, long events, double guess, double limit) =>
        ((requests - events) * Math.Log((1 - guess) / (1 - limit))) + (events == 0 ? 0 : events * Math.Log(guess / limit));
}
