namespace Kong.Upgrade.Judging;

/// <summary>How the judge weighs green against blue.</summary>
/// <remarks>Not safe for concurrent change; copied where it is used.</remarks>
public sealed class JudgeOptions
{
    /// <summary>The chance that a green which is within all tolerances is condemned, ever, in the whole upgrade: all signals, nodes, routes and looks together.</summary>
    /// <value>Above 0 and at most 0.1. The default value is 0.0001: one healthy upgrade in ten thousand.</value>
    public double FalseAlarm { get; set; } = 0.0001;

    /// <summary>The chance that a stage is accepted although green is worse than the margin.</summary>
    /// <value>Above 0 and at most 0.2. The default value is 0.01.</value>
    public double FalseAcceptance { get; set; } = 0.01;

    /// <summary>How much more often green may fail by itself.</summary>
    /// <value>The default value is 1.25 times blue's rate and one request in two thousand.</value>
    public Tolerance Errors { get; set; } = new(1.25, 0.0005);

    /// <summary>How much more often services may fail behind green.</summary>
    /// <value>The default value is 1.25 times blue's rate and one request in a thousand.</value>
    public Tolerance ServiceErrors { get; set; } = new(1.25, 0.001);

    /// <summary>How much more often green may refuse requests (400 to 499 without 429), and services behind it.</summary>
    /// <value>The default value is 1.25 times blue's rate and two requests in a thousand.</value>
    public Tolerance Refusals { get; set; } = new(1.25, 0.002);

    /// <summary>How many more of green's requests may take longer than an edge. Less than 10 milliseconds is never judged: a green with little traffic takes about a millisecond longer for no reason of its own (kong-facts 14 no. 6).</summary>
    /// <value>The default value is 1.25 times blue's and two requests in a thousand.</value>
    public Tolerance Slowness { get; set; } = new(1.25, 0.002);

    /// <summary>A stage is accepted when green is proven to be better than this margin; the addend is widened at small shares, see <see cref="AcceptedHarm"/>.</summary>
    /// <value>The default value is 1.5 times blue's rate and one request in a thousand.</value>
    public Tolerance Margin { get; set; } = new(1.5, 0.001);

    /// <summary>At a share w the margin's addend is at least this divided by w: what a small share risks is proven with few requests, what a large one risks with many.</summary>
    /// <value>The part of all users that may be worse off unnoticed when a stage is accepted: from 0 to 0.1. The default value is 0.0005.</value>
    public double AcceptedHarm { get; set; } = 0.0005;

    /// <summary>How many looks must agree before green is condemned: no single scrape decides.</summary>
    /// <value>1 to 60. The default value is 5.</value>
    public int LooksToDecide { get; set; } = 5;

    /// <summary>The same for a probe that hears of each request by itself (<see cref="IPacedProbe"/>), of which a look holds few.</summary>
    /// <value>1 to 60. The default value is 2.</value>
    public int PacedLooksToDecide { get; set; } = 2;

    /// <summary>How soon to look again while there is suspicion.</summary>
    /// <value>From 50 milliseconds to a minute. The default value is 200 milliseconds.</value>
    public TimeSpan LookAgainWithin { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>By how much events are taken to come in clusters where it cannot be measured, because blue has one node and one route.</summary>
    /// <value>1 to 100. The default value is 3.</value>
    public double UnknownDispersion { get; set; } = 3;

    /// <summary>How long a node must have been up before it is judged like the others; until then only that it fails most requests condemns green.</summary>
    /// <value>From 0 to an hour. The default value is 30 seconds.</value>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests a node must have answered before its times are judged: the first ones find cold caches and closed connections (kong-facts 14 no. 6).</summary>
    /// <value>0 to 1,000,000. The default value is 100.</value>
    public int WarmUpRequests { get; set; } = 100;

    /// <summary>For how long blue is looked at before green gets its first share.</summary>
    /// <value>From 0 to an hour. The default value is 30 seconds.</value>
    public TimeSpan Baseline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Signals that are not judged. Empty by default.</summary>
    public IReadOnlyList<JudgeSignal> Ignored { get; set; } = [];

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => JudgeOptionRules.Problems(this);

    internal JudgeOptions Copy() => (JudgeOptions)MemberwiseClone();
}
