using System.Globalization;

namespace Kong.Upgrade.Judging;

internal static class JudgeOptionRules
{
    public static IReadOnlyList<string> Problems(JudgeOptions options) => [.. Chances(options), .. Tolerances(options), .. Counts(options), .. Times(options), .. Signals(options)];

    private static IEnumerable<string> Chances(JudgeOptions options)
    {
        if (options.FalseAlarm is not (> 0 and <= 0.1)) yield return Text($"{nameof(options.FalseAlarm)} is {options.FalseAlarm}; it must be above 0 and at most 0.1, such as 0.0001.");
        if (options.FalseAcceptance is not (> 0 and <= 0.2)) yield return Text($"{nameof(options.FalseAcceptance)} is {options.FalseAcceptance}; it must be above 0 and at most 0.2, such as 0.01.");
        if (options.AcceptedHarm is not (>= 0 and <= 0.1)) yield return Text($"{nameof(options.AcceptedHarm)} is {options.AcceptedHarm}; it must be from 0 to 0.1, such as 0.0005.");
        if (options.UnknownDispersion is not (>= 1 and <= 100)) yield return Text($"{nameof(options.UnknownDispersion)} is {options.UnknownDispersion}; it must be from 1 to 100.");
    }

    private static IEnumerable<string> Tolerances(JudgeOptions options)
    {
        (string Name, Tolerance Value)[] all = [(nameof(options.Errors), options.Errors), (nameof(options.ServiceErrors), options.ServiceErrors), (nameof(options.Refusals), options.Refusals), (nameof(options.Slowness), options.Slowness), (nameof(options.Margin), options.Margin)];
        foreach ((string name, Tolerance value) in all.Where(t => !t.Value.IsValid)) yield return Text($"{name} is {value}; a tolerance has a factor from 1 to 10 and an addend from 0 to 0.5.");
        if (options.Margin == Tolerance.None) yield return $"{nameof(options.Margin)} is none: that green is exactly as good as blue can never be proven. Allow at least one request in ten thousand.";
    }

    private static IEnumerable<string> Counts(JudgeOptions options)
    {
        if (options.LooksToDecide is < 1 or > 60) yield return $"{nameof(options.LooksToDecide)} is {options.LooksToDecide}; it must be from 1 to 60.";
        if (options.PacedLooksToDecide is < 1 or > 60) yield return $"{nameof(options.PacedLooksToDecide)} is {options.PacedLooksToDecide}; it must be from 1 to 60.";
        if (options.WarmUpRequests is < 0 or > 1_000_000) yield return $"{nameof(options.WarmUpRequests)} is {options.WarmUpRequests}; it must be from 0 to 1,000,000.";
    }

    private static IEnumerable<string> Times(JudgeOptions options)
    {
        if (options.LookAgainWithin < TimeSpan.FromMilliseconds(50) || options.LookAgainWithin > TimeSpan.FromMinutes(1)) yield return $"{nameof(options.LookAgainWithin)} is {options.LookAgainWithin}; it must be from 50 milliseconds to a minute.";
        if (options.WarmUp < TimeSpan.Zero || options.WarmUp > TimeSpan.FromHours(1)) yield return $"{nameof(options.WarmUp)} is {options.WarmUp}; it must be from 0 to an hour.";
        if (options.Baseline < TimeSpan.Zero || options.Baseline > TimeSpan.FromHours(1)) yield return $"{nameof(options.Baseline)} is {options.Baseline}; it must be from 0 to an hour.";
    }

    private static IEnumerable<string> Signals(JudgeOptions options)
    {
        foreach (JudgeSignal signal in options.Ignored.Where(s => s is JudgeSignal.Unknown || !Enum.IsDefined(s))) yield return $"{nameof(options.Ignored)} names {signal}; name one of {string.Join(", ", Enum.GetNames<JudgeSignal>().Skip(1))}.";
        if (options.Ignored.Contains(JudgeSignal.KongErrors)) yield return $"{nameof(options.Ignored)} names {JudgeSignal.KongErrors}: a green that fails must be noticed. Widen {nameof(options.Errors)} instead.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
