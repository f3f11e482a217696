using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Judging;

/// <summary>Judges green by comparing it with blue in the same moments, look after look, and may be asked after each: worse, proven good enough, or not to be told yet.</summary>
/// <remarks>
/// <para>A green that is within the tolerances is condemned with at most the chance <see cref="JudgeOptions.FalseAlarm"/>, however long it is watched and whatever both clusters suffer together: evidence is a bet against
/// "green is tolerable" whose value would not grow on average if that were true. That is exact for failures that come alone or in clusters no larger than was measured between blue's nodes; clusters that first appear with the diversion weaken it. Failures, refusals and times are judged, of all of green, of each node and of each route, under one budget.</para>
/// <para>Pure: no clock and no I/O, so the same readings give the same verdicts. Not safe for several threads.</para>
/// </remarks>
public sealed class Judge
{
    private readonly JudgeOptions options;
    private readonly JudgeCore[] probes;
    private readonly JudgePath path = new();
    private TrafficShare? share;
    private bool hasBegun;

    /// <summary>Makes a judge for one probe.</summary>
    /// <param name="options">How it weighs; the defaults when it is <see langword="null"/>.</param>
    /// <param name="isPaced">Whether the probe is told of each request (<see cref="IPacedProbe"/>).</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public Judge(JudgeOptions? options = null, bool isPaced = false)
        : this(options ?? new(), [isPaced])
    {
    }

    internal Judge(JudgeOptions options, IReadOnlyList<bool> arePaced)
    {
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(JudgeOptions)}: {string.Join(" ", problems)}", nameof(options));
        this.options = options.Copy();
        probes = [.. arePaced.Select(isPaced => new JudgeCore(this.options, isPaced ? options.PacedLooksToDecide : options.LooksToDecide))];
    }

    /// <summary>What it makes of everything until now. A condemned green stays condemned.</summary>
    public ProbeVerdict Verdict { get; private set; }

    /// <summary>The natural logarithm of all evidence against green: 0 at the start.</summary>
    public double LogEvidence { get; private set; }

    /// <summary>The evidence that condemns: ln(1/<see cref="JudgeOptions.FalseAlarm"/>).</summary>
    public double LogThreshold => -Math.Log(options.FalseAlarm);

    /// <summary>Why, in one line with counts.</summary>
    public string Reason => JudgeReasons.Of(Verdict, probes, options);

    /// <summary>Whether looking again soon would decide something.</summary>
    internal bool IsSuspicious => Verdict is not ProbeVerdict.Regressed && LogEvidence >= LogThreshold / 4;

    /// <summary>Whether green with all traffic fails more than blue ever did, with no blue beside it to tell whose fault that is.</summary>
    internal bool IsAloneInTrouble => probes.Any(p => p.Lone.IsSuspicious);

    /// <summary>Whether one of the further probes, such as requests of ours, has proven green good enough although users were too few.</summary>
    internal bool IsProvenByAnother => !IsSuspicious && probes.Skip(1).Any(p => p.IsProven);

    internal IReadOnlyList<JudgeCore> Probes => probes;

    /// <summary>Says that green now has another share. What is known against green is kept; what was proven for it must be proven anew, for a fault may show at a larger share only.</summary>
    /// <param name="green">Green's share; nothing while only blue is learnt.</param>
    public void BeginStage(TrafficShare green) => Begin(green, green.Fraction);

    /// <summary>Adds one look of a probe.</summary>
    /// <param name="reading">What it saw. When it could not look nothing changes: trouble of a probe is evidence about nobody.</param>
    /// <returns>The verdict.</returns>
    public ProbeVerdict Add(ProbeReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return Add(0, reading);
    }

    /// <summary>Explains the verdict.</summary>
    /// <returns>Counts, evidence, thresholds, culprits and what would have changed it.</returns>
    public JudgeExplanation Explain() => new()
    {
        Share = share,
        Verdict = Verdict,
        Reason = Reason,
        LogEvidence = LogEvidence,
        LogThreshold = LogThreshold,
        LogAcceptance = -Math.Log(options.FalseAcceptance),
        WouldHaveChanged = JudgeReasons.WouldHaveChanged(Verdict, probes, options),
        Counts = [.. probes.SelectMany(p => p.Required).Where(c => c.Stage.Green > 0).Select(c => new JudgeCount(c.Signal, c.What, c.Stage, c.Tolerance, c.Dispersion, c.Whole.Log, c.Acceptance.Highest))],
        Suspects = Suspects.Of(probes),
        Path = path.Points,
    };

    internal ProbeVerdict Add(int probe, ProbeReading reading)
    {
        if (!reading.CouldLook) return Verdict;
        if (!hasBegun) Begin(null, double.NaN);
        foreach (NodeReading node in reading.Nodes) probes[probe].Add(node);
        probes[probe].Close((reading.Window.To - DateTimeOffset.UnixEpoch).TotalSeconds);
        LogEvidence = Math.Log(probes.Sum(p => Math.Exp(p.Log)) / probes.Length);
        path.Add(reading.Window.To, LogEvidence);
        if (Verdict is not ProbeVerdict.Regressed) Verdict = Decide();
        return Verdict;
    }

    private void Begin(TrafficShare? green, double fraction)
    {
        (share, hasBegun) = (green, true);
        foreach (JudgeCore probe in probes) probe.BeginStage(fraction);
        if (Verdict is not ProbeVerdict.Regressed) Verdict = ProbeVerdict.Undecided;
    }

    /// <summary>The first probe sees users; the others must only not have anything against green.</summary>
    private ProbeVerdict Decide()
    {
        if (LogEvidence >= LogThreshold && probes.Any(p => p.HasAgreement)) return ProbeVerdict.Regressed;
        return share != TrafficShare.AllBlue && !IsSuspicious && probes[0].IsProven && !IsAloneInTrouble ? ProbeVerdict.Accepted : ProbeVerdict.Undecided;
    }
}
