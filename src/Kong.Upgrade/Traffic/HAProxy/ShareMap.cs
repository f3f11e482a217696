using System.Globalization;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Reads <c>show map</c>: lines of a reference, a key and a value.</summary>
internal static class ShareMap
{
    private const double PartsOfPercent = 10_000;

    /// <exception cref="UpgradeServiceException">It holds no share, or several that differ.</exception>
    public static TrafficShare Parse(string text, HAProxyOptions options)
    {
        string[] values = [.. text.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f is [_, MappedShare.Key, ..]).Select(f => f.ElementAtOrDefault(2) ?? "").Distinct()];
        // What the rules take when the key is not there.
        if (values.Length == 0) return TrafficShare.AllBlue;
        return values is [var one] && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int parts) && parts <= TrafficShare.AllGreen.PartsPerMillion
            ? TrafficShare.FromPercent(parts / PartsOfPercent)
            : throw new UpgradeServiceException($"HAProxy's map {options.MapFile} should hold one share from 0 to {TrafficShare.AllGreen.PartsPerMillion}, but holds {string.Join(" and ", values.Select(v => $"'{v}'"))}. Set a share, or mend it by 'clear map'.");
    }
}
