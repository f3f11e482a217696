using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>Writes lines of the Prometheus text format as Kong orders them: labels as registered, buckets that never counted left out.</summary>
internal sealed class ExpositionWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Family(string name, string type, string help) =>
        _text.Append("# HELP kong_").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE kong_").Append(name).Append(' ').Append(type).Append('\n');

    public void Sample(string name, double value, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        _text.Append("kong_").Append(name);
        if (labels.Length > 0)
            Labels(labels);
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public void Buckets(string name, Histogram histogram, (string Label, string Value)[] labels)
    {
        long[] counts = histogram.Cumulated();
        for (int i = 0; i < counts.Length; i++)
            if (counts[i] > 0)
                Sample(name + "_bucket", counts[i], [.. labels, ("le", i < histogram.Bounds.Length ? Number(histogram.Bounds[i]) : "+Inf")]);
    }

    private void Labels(ReadOnlySpan<(string Label, string Value)> labels)
    {
        char before = '{';
        foreach ((string label, string value) in labels)
        {
            _text.Append(before).Append(label).Append("=\"").Append(Escape(value)).Append('"');
            before = ',';
        }
        _text.Append('}');
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
