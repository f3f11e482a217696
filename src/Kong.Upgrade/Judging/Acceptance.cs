namespace Kong.Upgrade.Judging;

/// <summary>Evidence that green is better than a margin: the same mathematics with the null reversed, for one stage.</summary>
internal sealed class Acceptance
{
    /// <summary>The natural logarithm of the evidence.</summary>
    public double Log { get; private set; }

    /// <summary>The highest that it came: what was proven stays proven.</summary>
    public double Highest { get; private set; }

    public void Begin() => (Log, Highest) = (0, 0);

    /// <summary>Guesses that green is as good as blue was until now.</summary>
    public void Add(in BlockCounts block, double blueRate, Tolerance margin, double dispersion)
    {
        double guess = BlockEVariable.Clamp(blueRate);
        // A margin that reaches everything proves nothing, and nothing needs to be proven.
        if (margin.Limit(guess) >= BlockEVariable.MostRate) Log = double.PositiveInfinity;
        else Log += BlockEVariable.Log(block, guess, guess, margin) / dispersion;
        Highest = Math.Max(Highest, Log);
    }

    /// <summary>Without blue: against a limit.</summary>
    public void AddAlone(long requests, long events, double blueRate, double limit, double dispersion)
    {
        Log += LoneEVariable.Log(requests, events, BlockEVariable.Clamp(blueRate), limit) / dispersion;
        Highest = Math.Max(Highest, Log);
    }
}
