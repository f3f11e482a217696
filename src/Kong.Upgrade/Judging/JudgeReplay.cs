using System.Globalization;
using System.Text;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Judging;

/// <summary>Judges a past run anew, with the same or with other settings: what would have been said, and when. Immutable.</summary>
public sealed class JudgeReplay
{
    private JudgeReplay(ProbeVerdict verdict, DateTimeOffset? decidedAt, IReadOnlyList<JudgeExplanation> stages, IReadOnlyList<string> unreadable) =>
        (Verdict, DecidedAt, Stages, Unreadable) = (verdict, decidedAt, stages, unreadable);

    /// <summary>The verdict on all that was seen.</summary>
    public ProbeVerdict Verdict { get; }

    /// <summary>When green was condemned; <see langword="null"/> when it was not.</summary>
    public DateTimeOffset? DecidedAt { get; }

    /// <summary>Why, for each stage at its end, or where green was condemned.</summary>
    public IReadOnlyList<JudgeExplanation> Stages { get; }

    /// <summary>What the journal held and nobody could read; empty when all was read.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>Judges what a journal kept. Pure: nothing is sent or written.</summary>
    /// <param name="entries">The run's entries, oldest first, such as <see cref="FileUpgradeJournal.PeekAsync"/> finds.</param>
    /// <param name="options">How to weigh; the defaults when it is <see langword="null"/>.</param>
    /// <returns>What the judge says. Without any kept evidence it is undecided and has no stages.</returns>
    /// <exception cref="ArgumentException">The options do not make sense.</exception>
    public static JudgeReplay Run(IReadOnlyList<JournalEntry> entries, JudgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<string> unreadable = [];
        SortedDictionary<int, bool> probes = new() { [0] = false };
        JudgePlayback.Run(entries, _ => { }, (probe, _) => probes[probe.Number] = probe.IsPaced, unreadable.Add);
        Showing showing = new(new(options ?? new(), [.. Enumerable.Range(0, probes.Keys.Last() + 1).Select(i => probes.GetValueOrDefault(i))]));
        JudgePlayback.Run(entries, showing.Begin, showing.Show, _ => { });
        showing.End();
        return new(showing.Judge.Verdict, showing.DecidedAt, showing.Stages, unreadable);
    }

    /// <summary>The replay as text, stage by stage.</summary>
    /// <returns>Lines for people.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Verdict}{(DecidedAt is { } at ? $" at {at:u}" : string.Empty)}: {Stages.Count} stages judged anew\n");
        foreach (JudgeExplanation stage in Stages) text.Append(stage);
        foreach (string trouble in Unreadable) text.Append("not read: ").Append(trouble).Append('\n');
        return text.ToString();
    }

    private sealed class Showing(Judge judge)
    {
        private TrafficShare? share;
        private bool hasSeen;

        public Judge Judge => judge;

        public DateTimeOffset? DecidedAt { get; private set; }

        public List<JudgeExplanation> Stages { get; } = [];

        public void Begin(TrafficShare green)
        {
            if (share == green) return;
            End();
            share = green;
            judge.BeginStage(green);
        }

        public void Show(JudgedProbe probe, ProbeReading reading)
        {
            if (DecidedAt is not null) return;
            hasSeen = true;
            if (judge.Add(probe.Number, reading) is not ProbeVerdict.Regressed) return;
            End();
            DecidedAt = reading.Window.To;
        }

        public void End()
        {
            if (hasSeen && DecidedAt is null && share != TrafficShare.AllBlue) Stages.Add(judge.Explain());
            hasSeen = false;
        }
    }
}
