using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Judging;

/// <summary>Everything that is known by one probe: all signals, nodes and routes under one budget.</summary>
internal sealed class JudgeCore
{
    public const double ErrorsWeight = 0.37, GuardWeight = 0.08;

    private const double KeptPerSecond = 0.999, LeastEdge = 10, LongestBlock = 60;
    private const int FewBlue = 5;

    private readonly JudgeOptions options;
    private readonly int looksToDecide;
    private readonly Numbers routes = new(Comparison.MostStrata - 1), blueNodes = new(int.MaxValue - 1), greenNodes = new(int.MaxValue - 1);
    private readonly Comparison[] counts;
    private readonly EdgeComparisons kongLatency, requestLatency;
    private readonly CatastropheGuard guard = new(GuardWeight);
    private readonly RouteMix mix = new();
    private readonly Func<int, bool> isNodeComparable;
    private readonly List<long> greenAnswered = [0];
    private long guardBlue, guardBlueErrors, guardGreen, guardGreenErrors;
    private double bet, logOnset, began = double.NaN, closed = double.NaN;
    private long second;
    private int stage, agreeing;
    private double share = double.NaN;

    public JudgeCore(JudgeOptions options, int looksToDecide)
    {
        (this.options, this.looksToDecide) = (options, looksToDecide);
        counts =
        [
            New(JudgeSignal.KongErrors, "failed", ErrorsWeight, options.Errors),
            New(JudgeSignal.ServiceErrors, "failed in the service behind", 0.08, options.ServiceErrors),
            New(JudgeSignal.KongRefusals, "were refused", 0.08, options.Refusals),
            New(JudgeSignal.ServiceRefusals, "were refused by the service behind", 0.06, options.Refusals),
        ];
        kongLatency = new(JudgeSignal.KongLatency, 0.16, LeastEdge, options);
        requestLatency = new(JudgeSignal.RequestLatency, 0.17, LeastEdge, options);
        Lone = new(options);
        isNodeComparable = mix.IsComparable;
    }

    public LoneWatch Lone { get; }

    /// <summary>The logarithm of all evidence together.</summary>
    public double Log { get; private set; }

    /// <summary>Whether it is enough to condemn, and so many looks agreed as must: however much one of them says, and however many suspects it speaks against.</summary>
    public bool HasAgreement => agreeing >= looksToDecide;

    public bool IsGuardAlarmed => Math.Log(GuardWeight) + guard.Process.Log >= Threshold;

    public double Threshold => -Math.Log(options.FalseAlarm);

    public IReadOnlyList<Comparison> Counts => counts;

    public IEnumerable<Comparison> All => counts.Concat(kongLatency.All).Concat(requestLatency.All);

    /// <summary>What must be proven before a stage is accepted.</summary>
    public IEnumerable<Comparison> Required => counts.Where(c => IsJudged(c.Signal)).Concat(kongLatency.Judged.Concat(requestLatency.Judged).Where(c => IsJudged(c.Signal)));

    public bool HasSeenBlue => counts[0].Stage.Blue > 0;

    /// <summary>Whether everything that must be proven of green at this stage is.</summary>
    public bool IsProven => Lone.HasBegun ? Lone is { IsAccepted: true, IsSuspicious: false } : HasSeenBlue && GreenRequests > 0 && IsProvenBesideBlue();

    public long GreenRequests => counts[0].Stage.Green;

    public string Route(int number) => routes.Name(number);

    public string GreenNode(int number) => greenNodes.Name(number);

    /// <param name="greenShare">Green's part, 0 to 1; not a number when nobody knows it, and then it is measured.</param>
    public void BeginStage(double greenShare)
    {
        (stage, second, began, share) = (stage + (greenShare == 0 ? 0 : 1), 0, double.NaN, greenShare);
        foreach (Comparison comparison in counts) comparison.BeginStage();
        kongLatency.BeginStage();
        requestLatency.BeginStage();
        Lone.BeginStage();
    }

    public void Add(NodeReading reading)
    {
        if (reading.Side is not (ClusterSide.Blue or ClusterSide.Green)) return;
        bool isGreen = reading.Side is ClusterSide.Green;
        int node = (isGreen ? greenNodes : blueNodes).Of(reading.Node), route = routes.Of(reading.Route ?? string.Empty);
        bool isWarm = !(reading.Uptime < options.WarmUp);
        Add(isGreen, node, route, isWarm, Answers.Of(reading));
        if (!isWarm) return;
        AddTimes(JudgeSignal.KongLatency, isGreen, node, route, reading.KongLatency.BoundsSpan, reading.KongLatency.CountsSpan);
        AddTimes(JudgeSignal.RequestLatency, isGreen, node, route, reading.Latency.BoundsSpan, reading.Latency.CountsSpan);
    }

    /// <summary>The same for counts whose nodes and routes have numbers already, from 1.</summary>
    public void Add(bool isGreen, int node, int route, bool isWarm, in Answers answers)
    {
        if (isGreen) (guardGreen, guardGreenErrors) = (guardGreen + answers.Requests, guardGreenErrors + answers.KongErrors);
        else (guardBlue, guardBlueErrors) = (guardBlue + answers.Requests, guardBlueErrors + answers.KongErrors);
        while (isGreen && greenAnswered.Count <= node) greenAnswered.Add(0);
        if (isGreen) greenAnswered[node] += answers.Requests;
        if (!isWarm) return;
        counts[0].Add(isGreen, node, route, answers.Requests, answers.KongErrors);
        counts[1].Add(isGreen, node, route, answers.Requests, answers.ServiceErrors);
        counts[2].Add(isGreen, node, route, answers.Requests, answers.KongRefusals);
        counts[3].Add(isGreen, node, route, answers.Requests, answers.ServiceRefusals);
        mix.Add(isGreen, node, Group(route), answers.Requests);
    }

    public void AddTimes(JudgeSignal signal, bool isGreen, int node, int route, ReadOnlySpan<double> bounds, ReadOnlySpan<long> buckets)
    {
        // The first requests of a node find cold caches and closed connections (kong-facts 14 no. 6).
        if (isGreen && greenAnswered[node] <= options.WarmUpRequests) return;
        (signal is JudgeSignal.KongLatency ? kongLatency : requestLatency).Add(isGreen, node, Group(route), bounds, buckets);
    }

    /// <summary>Ends the look.</summary>
    /// <param name="at">Seconds since any moment that stays the same.</param>
    public void Close(double at)
    {
        if (IsTooSmall(at)) return;
        Moment moment = Next(at);
        BlockCounts failures = new(guardBlue, guardBlueErrors, guardGreen, guardGreenErrors);
        double blueRate = counts[0].BlueRate, tempered = counts[0].Dispersion;
        guard.Add(failures, blueRate, moment, tempered);
        if (share == 1 && failures.Blue == 0 && failures.Green > 0) Lone.Add(failures.Green, failures.GreenEvents, blueRate, tempered);
        (guardBlue, guardBlueErrors, guardGreen, guardGreenErrors) = (0, 0, 0, 0);
        foreach (Comparison comparison in counts) comparison.Close(moment, IsJudged(comparison.Signal), routes.Count > 2 ? isNodeComparable : null);
        if (IsJudged(JudgeSignal.KongLatency)) kongLatency.Close(moment, routes.Count > 2 ? isNodeComparable : null);
        if (IsJudged(JudgeSignal.RequestLatency)) requestLatency.Close(moment, routes.Count > 2 ? isNodeComparable : null);
        double before = Log;
        Log = Math.Log(Sum());
        agreeing = Log <= 0 ? 0 : Log > before ? agreeing + 1 : agreeing;
    }

    /// <summary>
    /// A block needs somebody to compare with: it goes on into the next look while blue has answered nothing, and for up to a second while a probe that looks often has seen little of it or nothing of green.
    /// What blue answered until green's next request is what that request is compared with.
    /// One that holds nothing at all ends: it would only make the next one older. Only how many requests came decides, never how they ended: that keeps blocks fair.
    /// </summary>
    private bool IsTooSmall(double at)
    {
        double lasts = at - closed;
        if (share is 0 or 1 || guardBlue + guardGreen == 0 || !(lasts < LongestBlock)) return false;
        return guardBlue == 0 || (lasts < 1 && (guardBlue < FewBlue || guardGreen == 0));
    }

    private bool IsProvenBesideBlue()
    {
        double needed = -Math.Log(options.FalseAcceptance);
        foreach (Comparison comparison in Required)
            if (comparison.Acceptance.Highest < needed) return false;
        return true;
    }

    private double Sum()
    {
        double sum = guard.WeightedSum() + kongLatency.WeightedSum() + requestLatency.WeightedSum();
        foreach (Comparison comparison in counts) sum += comparison.WeightedSum();
        return sum;
    }

    private Moment Next(double at)
    {
        if (double.IsNaN(began)) began = closed <= at ? closed : at;
        double passed = double.IsNaN(closed) ? 1 : Math.Max(0, at - closed);
        closed = at;
        long now = 1 + (long)Math.Max(0, Math.Ceiling(at - began) - 1);
        if (stage > 0 && now > second)
        {
            double onset = Onsets.InStage(stage, now);
            (second, bet, logOnset) = (now, bet + onset, Math.Log(onset));
        }
        return new(bet, logOnset, Threshold, looksToDecide, Math.Pow(KeptPerSecond, passed), Margin());
    }

    /// <summary>What a small share risks is proven with few requests.</summary>
    private Tolerance Margin()
    {
        BlockCounts seen = counts[0].Stage;
        double part = share > 0 ? share : seen.Green / Math.Max(1.0, seen.Blue + seen.Green);
        return new(options.Margin.Factor, Math.Min(0.5, Math.Max(options.Margin.Addend, options.AcceptedHarm / Math.Max(part, 1e-6))));
    }

    private static int Group(int route) => route < RouteMix.Groups ? route : 0;

    private bool IsJudged(JudgeSignal signal) => !options.Ignored.Contains(signal);

    private Comparison New(JudgeSignal signal, string what, double weight, Tolerance tolerance) => new(signal, what, weight, Guesses.OfFailures, tolerance, options.UnknownDispersion);
}
