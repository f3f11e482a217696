using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Probing;

/// <summary>Judges green by what probes saw. Pure: no I/O, no clock.</summary>
/// <remarks>One gate instance may serve many runs at once, so it keeps no state of its own.</remarks>
public abstract class Gate
{
    /// <summary>What it limits, with the limits, in one line: part of the plan's description and fingerprint.</summary>
    public abstract string Name { get; }

    /// <summary>Judges; called about once a second.</summary>
    /// <param name="input">What was seen at the present share.</param>
    /// <returns>The verdict with its reason.</returns>
    public abstract GateVerdict Judge(GateInput input);

    /// <summary>Compares green with blue in the same moments: failures, refusals and times, of all of green and of each node and route. The default of every plan.</summary>
    /// <param name="options">How it weighs; the defaults when it is <see langword="null"/>.</param>
    /// <returns>The gate. Beside it a plan may have simple ones; all must accept.</returns>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public static Gate Judge(JudgeOptions? options = null) => new JudgeGate(options ?? new());

    /// <summary>Limits the errors of the gateway itself.</summary>
    /// <param name="limit">The highest acceptable part of green's requests, above 0 and below 1.</param>
    /// <param name="minimumRequests">How many requests green must have answered before it is judged; at least 1. The default value is 20.</param>
    /// <returns>The gate. It does not condemn green while blue is above the limit too: that is nobody's proof.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit or count outside its range.</exception>
    public static Gate MaxErrorRate(double limit, int minimumRequests = 20) => new ErrorRateGate(limit, minimumRequests);

    /// <summary>Limits the 99th percentile of request time.</summary>
    /// <param name="limit">The highest acceptable time; more than zero.</param>
    /// <param name="minimumRequests">How many timed requests green must have answered before it is judged; at least 1. The default value is 100.</param>
    /// <returns>The gate. It does not condemn green while blue is above the limit too, and it cannot tell when the limit lies inside a bucket that holds more than one in a hundred requests: choose the bound of a bucket (kong-facts 4 lists Kong's).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit or count outside its range.</exception>
    public static Gate MaxP99(TimeSpan limit, int minimumRequests = 100) => new LatencyGate(limit, minimumRequests);

    /// <summary>Judges by a function of the host's.</summary>
    /// <param name="name">What it limits; part of the plan's fingerprint.</param>
    /// <param name="judge">The function: pure, and safe for any thread.</param>
    /// <returns>The gate.</returns>
    public static Gate Custom(string name, Func<GateInput, GateVerdict> judge)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(judge);
        return new CustomGate(name, judge);
    }
}
