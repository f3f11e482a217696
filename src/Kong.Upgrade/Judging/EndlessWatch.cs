namespace Kong.Upgrade.Judging;

/// <summary>Watches green alone and without end, as after <c>finish</c>, when there is no blue any more: says when its rate of some event has risen above a limit.</summary>
/// <remarks>
/// The detector of Shiryaev and Roberts, <c>M ← S·(M + 1)</c>, averaged over guesses: while the rate is at most the limit, a false alarm comes on average after at least as many blocks as was asked for
/// (e-detectors, Shin, Ramdas, Rinaldo). There is nobody to compare with, so trouble of the services behind counts as well: it says that something is wrong, not whose fault it is. Not safe for several threads.
/// </remarks>
public sealed class EndlessWatch
{
    private readonly double limit;
    private readonly double threshold;
    private readonly double[] state;

    /// <summary>Starts without suspicion.</summary>
    /// <param name="limit">The highest rate that is in order, above 0 and below 1.</param>
    /// <param name="blocksToFalseAlarm">After how many blocks, on average and at least, a false alarm may come; more than 1. With a block a second 2,592,000 is a month.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public EndlessWatch(double limit, double blocksToFalseAlarm)
    {
        if (!(limit is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(limit), limit, "A rate lies between 0 and 1, such as 0.01.");
        if (!(blocksToFalseAlarm > 1)) throw new ArgumentOutOfRangeException(nameof(blocksToFalseAlarm), blocksToFalseAlarm, "More than one block must pass between false alarms.");
        (this.limit, threshold) = (Math.Max(limit, BlockEVariable.LeastRate), Math.Log(blocksToFalseAlarm));
        state = new double[Guesses.Published.Count];
        Reset();
    }

    /// <summary>The natural logarithm of the suspicion.</summary>
    public double LogSuspicion => LogMath.SumExp(state) - Math.Log(state.Length);

    /// <summary>Whether the rate has risen above the limit.</summary>
    public bool IsAlarmed => LogSuspicion >= threshold;

    /// <summary>Adds a block.</summary>
    /// <param name="requests">At least 0.</param>
    /// <param name="events">From 0 to <paramref name="requests"/>.</param>
    public void Add(long requests, long events)
    {
        if (requests < 0 || events < 0 || events > requests) throw new ArgumentOutOfRangeException(nameof(events), events, $"There are no more events than requests ({requests}), and no fewer than none.");
        Add(requests, events, dispersion: 1);
    }

    /// <summary>The same for events that come in clusters.</summary>
    internal void Add(long requests, long events, double dispersion)
    {
        for (int k = 0; k < state.Length; k++)
        {
            double guess = Guesses.Published.At(k, limit);
            double block = guess > limit ? LoneEVariable.Log(requests, events, guess, limit) / dispersion : 0;
            state[k] = block + LogMath.AddExp(state[k], 0);
        }
    }

    /// <summary>Forgets all suspicion, as after an alarm that was seen to.</summary>
    public void Reset() => Mixture.Begin(state);
}
