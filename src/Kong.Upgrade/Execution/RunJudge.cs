using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>The run's judges, one for each judging gate: what they were shown is in the journal, so that a later process goes on with the same evidence.</summary>
internal sealed class RunJudge
{
    private readonly UpgradeRun run;
    private readonly Dictionary<Gate, Judge> judges;
    private readonly bool[] arePaced;
    private readonly List<(int Probe, ProbeReading Reading)> unwritten = [];
    private TrafficShare? stage;
    private Task saving = Task.CompletedTask;

    public RunJudge(UpgradeRun run)
    {
        this.run = run;
        arePaced = [run.Services.Probe is IPacedProbe, .. run.Services.FurtherProbes.Select(p => p is IPacedProbe)];
        judges = run.Plan.Gates.OfType<JudgeGate>().Distinct().ToDictionary(g => (Gate)g, g => new Judge(g.Options, arePaced));
        if (IsAsked) JudgePlayback.Run(run.Journal.Record.Entries, BeginStage, Recall, run.Logger.ProbeBlind);
    }

    /// <summary>Whether the plan has a judge at all.</summary>
    public bool IsAsked => judges.Count > 0;

    public IEnumerable<Judge> All => judges.Values;

    public Judge? Of(Gate gate) => judges.GetValueOrDefault(gate);

    /// <summary>How soon to look again while there is suspicion; <see langword="null"/> when there is none.</summary>
    public TimeSpan? LookAgainWithin
    {
        get
        {
            TimeSpan? soonest = null;
            foreach ((Gate gate, Judge judge) in judges)
                if (judge.IsSuspicious && ((JudgeGate)gate).Options.LookAgainWithin is var within && !(within >= soonest)) soonest = within;
            return soonest;
        }
    }

    /// <summary>Green has another share now. The same share again goes on with the same stage.</summary>
    public void BeginStage(TrafficShare share)
    {
        if (stage == share) return;
        stage = share;
        foreach (Judge judge in judges.Values) judge.BeginStage(share);
    }

    public void Add(int probe, ProbeReading reading)
    {
        if (!IsAsked || !reading.CouldLook) return;
        Show(probe, reading);
        unwritten.Add((new JudgedProbe(probe, arePaced[probe]).Kept, reading));
    }

    /// <summary>Begins to make durable what was seen since the last time. Nobody waits: a journal that hangs must not keep anybody from looking.</summary>
    /// <exception cref="JournalException">The lease is lost: somebody else has the run.</exception>
    public void Save()
    {
        if (!saving.IsCompleted) return;
        if (saving.Exception?.InnerException is JournalException { Problem: JournalProblem.LeaseLost } lost) throw lost;
        if (unwritten.Count > 0) saving = WriteAsync();
    }

    /// <summary>Waits until it is durable, before the journal is told something else.</summary>
    public async Task SavedAsync()
    {
        await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Save();
        await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Save();
    }

    /// <summary>The same on the way back, where nobody waits for a journal that hangs.</summary>
    public async Task TrySaveAsync()
    {
        if (!saving.IsCompleted || unwritten.Count == 0) return;
        saving = WriteAsync();
        await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What could not be written is kept for the next time: evidence is the same whenever it becomes durable.</summary>
    private async Task WriteAsync()
    {
        (int, ProbeReading)[] now = [.. unwritten];
        unwritten.Clear();
        try
        {
            await run.Journal.WriteAsync(JournalMark.Seen, string.Empty, ReadingLog.Write(now), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            unwritten.InsertRange(0, now);
            run.Logger.JournalUnwritable(nameof(JournalMark.Seen), string.Empty, error);
            throw;
        }
    }

    /// <summary>Puts the explanations of the stage that ends into the report.</summary>
    public void Report()
    {
        foreach (Judge judge in judges.Values) run.Report.Judged(judge.Explain());
    }

    private void Recall(JudgedProbe probe, ProbeReading reading)
    {
        if (probe.Number < arePaced.Length) Show(probe.Number, reading);
    }

    private void Show(int probe, ProbeReading reading)
    {
        foreach (Judge judge in judges.Values) judge.Add(probe, reading);
    }
}
