using System.Globalization;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>One counter of one node: its samples, and what they came to.</summary>
internal sealed class CounterSeries(IReadOnlyDictionary<string, string> labels, IReadOnlyList<RawSample> samples)
{
    public string Key { get; } = KeyOf(labels);

    public IReadOnlyList<RawSample> Samples { get; } = samples;

    public string Name { get; } = labels.GetValueOrDefault("__name__", "");

    public string? Type => labels.GetValueOrDefault("type");

    public string? Route => labels.GetValueOrDefault("route");

    public bool IsUpstream => labels.GetValueOrDefault("source") is "service";

    public int? Status => int.TryParse(labels.GetValueOrDefault("code"), NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code is >= 100 and <= 999 ? code : null;

    /// <summary>The bucket's upper bound; Kong 2.8 pads it (<c>00025.0</c>).</summary>
    public double? Bound => labels.GetValueOrDefault("le") is not { } le ? null : le is "+Inf" ? double.PositiveInfinity : double.TryParse(le, NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) ? bound : null;

    /// <summary>The histogram that a bucket belongs to.</summary>
    public string Histogram => KeyOf(labels.Where(l => l.Key is not "le"));

    /// <summary>How much it rose in the window.</summary>
    public double Increase { get; set; }

    public bool BelongsTo(IReadOnlyDictionary<string, string> target) => target.All(l => l.Key is "__name__" || (labels.TryGetValue(l.Key, out string? value) && value == l.Value));

    public static string KeyOf(IEnumerable<KeyValuePair<string, string>> labels) => string.Join('\n', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
}
