namespace Kong.Upgrade.Judging;

/// <summary>The evidence against one suspect (all of green, a node, a route) by one signal.</summary>
internal sealed class Process
{
    private readonly double[] logWeights, state;
    private double bet;

    /// <param name="logWeights">What is bet on each guess.</param>
    public Process(double[] logWeights)
    {
        this.logWeights = logWeights;
        state = new double[logWeights.Length];
        Mixture.Begin(state);
    }

    /// <summary>The natural logarithm of the evidence.</summary>
    public double Log { get; private set; }

    /// <summary>Adds one block's evidence. Whoever had none for a while catches up with what was bet meanwhile.</summary>
    public void Add(ReadOnlySpan<double> block, in Moment moment, double dispersion, double logWeight)
    {
        double missed = moment.Bet - bet;
        // Of what an alarm needs from a fault that begins now, one look gives a part only.
        double cap = (moment.LogThreshold - logWeight + Math.Log(state.Length) - moment.LogOnset) / moment.LooksToDecide;
        Mixture.Add(state, logWeights, block, missed > 0 ? Math.Log(missed) : double.NegativeInfinity, dispersion, cap);
        bet = moment.Bet;
        Log = Mixture.Log(state, 1 - bet);
    }
}
