using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Judging;

/// <summary>Verdicts in words.</summary>
internal static class JudgeWords
{
    public static string Of(JudgeExplanation why)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{why.Verdict}{(why.Share is { } share ? $" at {share}" : string.Empty)}: {why.Reason}\n");
        text.Append(CultureInfo.InvariantCulture, $"  evidence    {Odds(why.LogEvidence)} against green, {Odds(why.LogThreshold)} condemns\n");
        foreach (JudgeCount count in why.Counts) text.Append("  ").Append(Of(count)).Append('\n');
        foreach (JudgeSuspect suspect in why.Suspects.Where(s => s.IsNamed)) text.Append(CultureInfo.InvariantCulture, $"  culprit     {suspect.Who}: {suspect.Signal}, {Odds(suspect.LogEvidence)}\n");
        text.Append("  otherwise   ").Append(why.WouldHaveChanged).Append('\n');
        return text.ToString();
    }

    public static string Of(JudgeCount count) => string.Create(CultureInfo.InvariantCulture,
        $"{count.Signal,-15} green: {count.Counts.GreenEvents} of {count.Counts.Green} {count.What}{Rate(count.Counts.GreenEvents, count.Counts.Green)}, blue: {count.Counts.BlueEvents} of {count.Counts.Blue}{Rate(count.Counts.BlueEvents, count.Counts.Blue)}");

    public static string Rate(long events, long requests) => requests == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({(double)events / requests:0.####%})");

    /// <summary>Evidence as odds, which people know.</summary>
    public static string Odds(double log) => log > 20 ? string.Create(CultureInfo.InvariantCulture, $"1e{log / Math.Log(10):0} to 1") : string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(log):0.##} to 1");
}
