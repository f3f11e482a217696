namespace Kong.Upgrade.Judging;

/// <summary>How the budget is spread over the moments at which green may become worse.</summary>
internal static class Onsets
{
    // The sum of 1/(n ln² n) from 2 on.
    private const double Norm = 2.109742801236892;

    /// <summary>Half on the first block, the rest thinning out for ever: sums to 1.</summary>
    public static double Block(long number) => number == 1 ? 0.5 : 0.5 / ((double)(number - 1) * number);

    /// <summary>A part for each stage of a diversion, for a new share is when trouble begins; within a stage half on its first second, the rest thinning out as slowly as it can. Sums to less than 1 over all stages and seconds.</summary>
    /// <param name="stage">From 1.</param>
    /// <param name="second">From 1, since the stage began.</param>
    public static double InStage(int stage, long second)
    {
        double n = second + 1, log = Math.Log(n);
        return Stage(stage) / (Norm * n * log * log);
    }

    /// <summary>A sixth for each of the first five, which most diversions have, the rest for those after.</summary>
    private static double Stage(int stage) => stage <= 5 ? 1.0 / 6 : 1.0 / 6 / ((double)(stage - 5) * (stage - 4));
}
