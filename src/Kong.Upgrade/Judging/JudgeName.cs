using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Judging;

/// <summary>A judge in one line: what differs from the defaults is named, for the name is part of a plan's fingerprint.</summary>
internal static class JudgeName
{
    public static string Of(JudgeOptions options)
    {
        StringBuilder name = new();
        name.Append(CultureInfo.InvariantCulture, $"judge: green against blue of the same seconds, condemns a good green at most once in {1 / options.FalseAlarm:0.##} upgrades, accepts a bad one at most once in {1 / options.FalseAcceptance:0.##}");
        JudgeOptions usual = new();
        foreach ((string what, string value) in Settings(options).Except(Settings(usual))) name.Append(", ").Append(what).Append(' ').Append(value);
        return name.ToString();
    }

    private static IEnumerable<(string What, string Value)> Settings(JudgeOptions options) =>
    [
        ("errors", Text(options.Errors)), ("service errors", Text(options.ServiceErrors)), ("refusals", Text(options.Refusals)), ("slowness", Text(options.Slowness)), ("margin", Text(options.Margin)),
        ("accepted harm", Text(options.AcceptedHarm)), ("looks", $"{options.LooksToDecide}/{options.PacedLooksToDecide}"), ("looks again within", Text(options.LookAgainWithin.TotalSeconds)),
        ("unknown dispersion", Text(options.UnknownDispersion)), ("warm-up", $"{Text(options.WarmUp.TotalSeconds)} s and {options.WarmUpRequests} requests"), ("baseline", $"{Text(options.Baseline.TotalSeconds)} s"),
        ("without", string.Join("/", options.Ignored.Order())),
    ];

    private static string Text(Tolerance tolerance) => string.Create(CultureInfo.InvariantCulture, $"x{tolerance.Factor:R}+{tolerance.Addend:R}");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
