namespace Kong.Upgrade.Judging;

/// <summary>One proportion that is compared between blue and green: of all requests route by route, of each green node, and of each route alone.</summary>
/// <remarks>
/// All of green is compared within each route and the evidence multiplied: routes may be spread over the clusters as they like, for each is compared with itself. Most of the budget is for that, a fifth for
/// single nodes (at most <see cref="MostNodes"/>), a fifth for single routes (at most <see cref="MostStrata"/>).
/// </remarks>
internal sealed class Comparison(JudgeSignal signal, string what, double weight, Guesses guesses, Tolerance tolerance, double unknownDispersion)
{
    public const int MostNodes = 16, MostStrata = 257;

    /// <summary>Parts of the budget: for all of green, for its nodes, for routes.</summary>
    public const double WholeWeight = 0.6, NodesWeight = 0.2, StrataWeight = 0.2;

    // Number 0 of nodes and routes is what has no number of its own.
    private const int JustOne = 2;

    private static readonly double logWhole = Math.Log(WholeWeight), logNode = Math.Log(NodesWeight / MostNodes), logStratum = Math.Log(StrataWeight / MostStrata);

    private readonly Dispersion dispersion = new(), dispersionOfGreen = new();
    private readonly double[] block = new double[guesses.Count], whole = new double[guesses.Count];
    private readonly List<Process> strata = [], nodes = [];
    private readonly double logWeight = Math.Log(weight);
    private double[] pastRequests = new double[4], pastEvents = new double[4];
    private double allPastRequests, allPastEvents;

    public JudgeSignal Signal => signal;

    /// <summary>What is counted, in words: "failed", "took longer than 10 ms".</summary>
    public string What => what;

    public Tolerance Tolerance => tolerance;

    public Process Whole { get; } = new(guesses.LogWeights);

    public IReadOnlyList<Process> Strata => strata;

    public IReadOnlyList<Process> Nodes => nodes;

    public Acceptance Acceptance { get; } = new();

    public Cells BlueStrata { get; } = new();

    public Cells GreenStrata { get; } = new();

    public Cells BlueNodes { get; } = new();

    public Cells GreenNodes { get; } = new();

    /// <summary>What was counted since the stage began.</summary>
    public BlockCounts Stage { get; private set; }

    /// <summary>Blue's rate until now.</summary>
    public double BlueRate => (allPastEvents + 0.5) / (allPastRequests + 1);

    public double BluePast => allPastRequests;

    /// <summary>By how much evidence is tempered.</summary>
    public double Dispersion => BlueNodes.Count > JustOne ? dispersion.Value : Math.Max(unknownDispersion, dispersion.Value);

    public void BeginStage()
    {
        Stage = default;
        Acceptance.Begin();
    }

    public void Add(bool isGreen, int node, int stratum, long requests, long events)
    {
        (Cells byStratum, Cells byNode) = isGreen ? (GreenStrata, GreenNodes) : (BlueStrata, BlueNodes);
        byStratum.Add(stratum, requests, events);
        byNode.Add(node, requests, events);
    }

    /// <summary>Ends the look.</summary>
    /// <param name="moment">When.</param>
    /// <param name="isJudged">Whether the evidence counts; otherwise blue's past is only learnt.</param>
    /// <param name="isNodeComparable">Whether a green node has the routes that blue has.</param>
    public void Close(in Moment moment, bool isJudged, Func<int, bool>? isNodeComparable)
    {
        BlockCounts all = new(BlueStrata.AllRequests, BlueStrata.AllEvents, GreenStrata.AllRequests, GreenStrata.AllEvents);
        if (all.Blue + all.Green == 0) return;
        Stage = new(Stage.Blue + all.Blue, Stage.BlueEvents + all.BlueEvents, Stage.Green + all.Green, Stage.GreenEvents + all.GreenEvents);
        if (isJudged && all.IsComparable) Judge(all, moment, isNodeComparable);
        if (BlueNodes.Count > JustOne) dispersion.Add(BlueNodes.Requests, BlueNodes.Events);
        if (GreenNodes.Count > JustOne) dispersionOfGreen.Add(GreenNodes.Requests, GreenNodes.Events);
        Learn(moment.Kept);
        Discard();
    }

    /// <summary>Forgets what was counted in this look: part of it is missing.</summary>
    public void Discard()
    {
        BlueStrata.Clear();
        GreenStrata.Clear();
        BlueNodes.Clear();
        GreenNodes.Clear();
    }

    /// <summary>The evidence of all suspects, weighted: at most 1 on average while green is tolerable.</summary>
    public double WeightedSum()
    {
        double sum = WholeWeight * Math.Exp(Whole.Log);
        for (int i = 1; i < nodes.Count; i++) sum += NodesWeight / MostNodes * Math.Exp(nodes[i].Log);
        foreach (Process stratum in strata) sum += StrataWeight / MostStrata * Math.Exp(stratum.Log);
        double unused = (NodesWeight * (MostNodes - Math.Max(0, nodes.Count - 1)) / MostNodes) + (StrataWeight * (MostStrata - strata.Count) / MostStrata);
        return weight * (sum + unused);
    }

    public double PastRate(int stratum) => stratum < pastRequests.Length ? (pastEvents[stratum] + 0.5) / (pastRequests[stratum] + 1) : 0.5;

    private void Judge(in BlockCounts all, in Moment moment, Func<int, bool>? isNodeComparable)
    {
        double tempered = Dispersion;
        Acceptance.Add(all, BlueRate, moment.Margin, tempered);
        Array.Clear(whole);
        // Clusters that begin with the diversion may meet green first. A node that fails alone looks like one, too: nodes are judged by blue's measure.
        double alsoGreen = Math.Max(tempered, dispersionOfGreen.Value);
        JudgeStrata(moment, alsoGreen);
        Whole.Add(whole, moment, alsoGreen, logWeight + logWhole);
        if (GreenNodes.Count > JustOne) JudgeNodes(all, moment, tempered, isNodeComparable);
    }

    private void JudgeStrata(in Moment moment, double tempered)
    {
        int count = Math.Min(BlueStrata.Count, GreenStrata.Count);
        for (int i = 0; i < count; i++)
        {
            BlockCounts counts = new(BlueStrata.Requests[i], BlueStrata.Events[i], GreenStrata.Requests[i], GreenStrata.Events[i]);
            if (!counts.IsComparable) continue;
            Array.Clear(block);
            guesses.AddEvidence(counts, Rate(i), tolerance, block);
            for (int k = 0; k < block.Length; k++) whole[k] += block[k];
            if (BlueStrata.Count > JustOne) Of(strata, i).Add(block, moment, tempered, logWeight + logStratum);
        }
    }

    /// <summary>A route that was hardly seen yet is taken to be like all others.</summary>
    private double Rate(int stratum)
    {
        const double least = 50;
        if (stratum >= pastRequests.Length || pastRequests[stratum] < least)
        {
            (double requests, double events) = stratum < pastRequests.Length ? (pastRequests[stratum], pastEvents[stratum]) : (0, 0);
            return (events + (BlueRate * least)) / (requests + least);
        }
        return (pastEvents[stratum] + 0.5) / (pastRequests[stratum] + 1);
    }

    private void JudgeNodes(in BlockCounts all, in Moment moment, double tempered, Func<int, bool>? isComparable)
    {
        for (int i = 1; i < Math.Min(GreenNodes.Count, MostNodes + 1); i++)
        {
            if (GreenNodes.Requests[i] == 0 || isComparable?.Invoke(i) == false) continue;
            Array.Clear(block);
            guesses.AddEvidence(new(all.Blue, all.BlueEvents, GreenNodes.Requests[i], GreenNodes.Events[i]), BlueRate, tolerance, block);
            Of(nodes, i).Add(block, moment, tempered, logWeight + logNode);
        }
    }

    private Process Of(List<Process> list, int number)
    {
        while (list.Count <= number) list.Add(new(guesses.LogWeights));
        return list[number];
    }

    private void Learn(double kept)
    {
        if (BlueStrata.AllRequests == 0) return;
        if (pastRequests.Length < BlueStrata.Count)
        {
            Array.Resize(ref pastRequests, Math.Max(BlueStrata.Count, 2 * pastRequests.Length));
            Array.Resize(ref pastEvents, pastRequests.Length);
        }
        for (int i = 0; i < BlueStrata.Count; i++)
            (pastRequests[i], pastEvents[i]) = ((kept * pastRequests[i]) + BlueStrata.Requests[i], (kept * pastEvents[i]) + BlueStrata.Events[i]);
        (allPastRequests, allPastEvents) = ((kept * allPastRequests) + BlueStrata.AllRequests, (kept * allPastEvents) + BlueStrata.AllEvents);
    }
}
