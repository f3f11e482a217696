using System.Globalization;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Planning;

/// <summary>What stages of a diversion must be: above 0, rising, and ending with all traffic.</summary>
internal static class StageRules
{
    private const string Remedy = "Write for example DivertInStages(1, 5, 25, 50, 100).";

    public static IEnumerable<string> Problems(IReadOnlyList<double> stages)
    {
        string call = $"DivertInStages({string.Join(", ", stages.Select(s => s.ToString(CultureInfo.InvariantCulture)))})";
        if (stages.Count == 0) return [$"{call}: there are no stages. {Remedy}"];
        string[] values = [.. stages.Where(s => !IsShare(s)).Select(s => $"{call}: {s.ToString(CultureInfo.InvariantCulture)} is no stage; a stage is green's share in percent, at least 0.0001 and at most 100. {Remedy}")];
        if (values.Length > 0) return values;
        return Order(call, [.. stages.Select(TrafficShare.FromPercent)]);
    }

    private static bool IsShare(double percent) => percent is > 0 and <= 100 && TrafficShare.FromPercent(percent) > TrafficShare.AllBlue;

    private static IEnumerable<string> Order(string call, TrafficShare[] shares)
    {
        for (int i = 1; i < shares.Length; i++)
            if (shares[i] <= shares[i - 1]) yield return $"{call}: {shares[i]} follows {shares[i - 1]}; stages must rise. {Remedy}";
        if (shares[^1] != TrafficShare.AllGreen) yield return $"{call}: the last stage is {shares[^1]}; green must have all traffic before blue can go. Add 100. {Remedy}";
    }
}
