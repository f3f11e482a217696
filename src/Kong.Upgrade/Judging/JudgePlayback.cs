using System.Globalization;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Judging;

/// <summary>What a judge was shown, taken out of a journal in its order: shares that came into force, and readings.</summary>
internal static class JudgePlayback
{
    /// <param name="entries">Entries of a run, oldest first.</param>
    /// <param name="onShare">Green has this share from now on.</param>
    /// <param name="onReading">A probe saw this.</param>
    /// <param name="onUnreadable">An entry's evidence cannot be read. It is left out: what is not known speaks neither for nor against green.</param>
    public static void Run(IEnumerable<JournalEntry> entries, Action<TrafficShare> onShare, Action<JudgedProbe, ProbeReading> onReading, Action<string> onUnreadable)
    {
        bool hasBegun = false;
        foreach (JournalEntry entry in entries)
        {
            if (entry.Mark is not (JournalMark.ShareInForce or JournalMark.Seen)) continue;
            if (entry.Mark is JournalMark.ShareInForce) onShare(TrafficShare.FromPercent(int.Parse(entry.Detail, CultureInfo.InvariantCulture) / 10_000.0));
            else if (!hasBegun) onShare(TrafficShare.AllBlue);
            hasBegun = true;
            if (entry.Mark is JournalMark.Seen) Show(entry, onReading, onUnreadable);
        }
    }

    private static void Show(JournalEntry entry, Action<JudgedProbe, ProbeReading> onReading, Action<string> onUnreadable)
    {
        try
        {
            foreach ((int probe, ProbeReading reading) in ReadingLog.Read(entry.Detail)) onReading(JudgedProbe.Of(probe), reading);
        }
        catch (FormatException unreadable)
        {
            onUnreadable(unreadable.Message);
        }
    }
}
