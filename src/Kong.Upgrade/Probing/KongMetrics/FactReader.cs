using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Lines in which a node speaks of itself.</summary>
internal static class FactReader
{
    public static void Read(MetricFamily family, ExpositionLabels labels, double value, NodeFacts facts)
    {
        switch (family)
        {
            case MetricFamily.NodeInfo:
                (facts.Id, facts.Version) = (Label(labels, "node_id"u8), Label(labels, "version"u8));
                break;
            case MetricFamily.DictionaryUsed when IsOfMetrics(labels):
                facts.DictionaryUsed = value;
                break;
            case MetricFamily.DictionarySize when IsOfMetrics(labels):
                facts.DictionarySize = value;
                break;
            case MetricFamily.WorkerMemory when labels.TryGetValue("pid"u8, out ReadOnlySpan<byte> text) && long.TryParse(text, out long pid):
                facts.AddWorker(pid);
                break;
            case MetricFamily.Connections when IsOfHttp(labels):
                Connections(labels, value, facts);
                break;
            case MetricFamily.NginxRequests when IsOfHttp(labels):
                facts.Requests = value;
                break;
            case MetricFamily.MetricErrors:
                facts.MetricErrors = value;
                break;
            case MetricFamily.ProcessStart:
                facts.ProcessStart = value;
                break;
            case MetricFamily.Bandwidth:
                facts.ShowsTraffic = true;
                break;
        }
    }

    private static void Connections(ExpositionLabels labels, double value, NodeFacts facts)
    {
        labels.TryGetValue("state"u8, out ReadOnlySpan<byte> state);
        if (state.SequenceEqual("accepted"u8)) facts.Accepted = value;
        // It is called total, and counts requests; 2.8 has them nowhere else.
        else if (state.SequenceEqual("total"u8)) facts.Requests ??= value;
    }

    private static bool IsOfMetrics(ExpositionLabels labels) => Is(labels, "shared_dict"u8, "prometheus_metrics"u8);

    private static bool IsOfHttp(ExpositionLabels labels) => !labels.TryGetValue("subsystem"u8, out ReadOnlySpan<byte> subsystem) || subsystem.SequenceEqual("http"u8);

    private static bool Is(ExpositionLabels labels, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => labels.TryGetValue(name, out ReadOnlySpan<byte> found) && found.SequenceEqual(value);

    private static string? Label(ExpositionLabels labels, ReadOnlySpan<byte> name) => labels.TryGetValue(name, out ReadOnlySpan<byte> value) && !value.IsEmpty ? Encoding.UTF8.GetString(value) : null;
}
