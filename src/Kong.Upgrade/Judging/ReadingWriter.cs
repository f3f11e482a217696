using System.Text;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Judging;

/// <summary>Puts readings into bytes: numbers of variable length, names and bucket layouts once each.</summary>
internal sealed class ReadingWriter : IDisposable
{
    public const byte Format = 1;

    private readonly MemoryStream stream = new();
    private readonly BinaryWriter bytes;
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly List<double[]> layouts = [];

    public ReadingWriter() => bytes = new(stream, Encoding.UTF8);

    public ReadOnlySpan<byte> Bytes => stream.GetBuffer().AsSpan(0, (int)stream.Length);

    public void Add(IReadOnlyList<(int Probe, ProbeReading Reading)> readings)
    {
        bytes.Write(Format);
        bytes.Write7BitEncodedInt(readings.Count);
        foreach ((int probe, ProbeReading reading) in readings)
        {
            bytes.Write7BitEncodedInt(probe);
            bytes.Write(reading.Window.From.UtcTicks);
            bytes.Write7BitEncodedInt64(reading.Window.Length.Ticks);
            NodeReading[] busy = [.. reading.Nodes.Where(n => n.Requests > 0)];
            bytes.Write7BitEncodedInt(busy.Length);
            foreach (NodeReading node in busy) Add(node);
        }
    }

    public void Dispose()
    {
        bytes.Dispose();
        stream.Dispose();
    }

    private void Add(NodeReading node)
    {
        bytes.Write((byte)node.Side);
        Add(node.Node);
        bytes.Write(node.Route is not null);
        if (node.Route is { } route) Add(route);
        foreach (long count in (long[])[node.Requests, node.Errors, node.UpstreamErrors, node.ClientErrors, node.UpstreamClientErrors, node.RateLimited, node.Uptime is { } up ? (long)up.TotalSeconds + 1 : 0])
            bytes.Write7BitEncodedInt64(count);
        Add(node.Latency);
        Add(node.KongLatency);
    }

    private void Add(string name)
    {
        bool isKnown = names.TryGetValue(name, out int number);
        bytes.Write7BitEncodedInt(isKnown ? number : 0);
        if (isKnown) return;
        names[name] = names.Count + 1;
        bytes.Write(name);
    }

    private void Add(LatencyHistogram times)
    {
        ReadOnlySpan<double> bounds = times.BoundsSpan;
        int known = 0;
        while (known < layouts.Count && !layouts[known].AsSpan().SequenceEqual(bounds)) known++;
        bytes.Write7BitEncodedInt(known);
        if (known == layouts.Count)
        {
            layouts.Add(bounds.ToArray());
            bytes.Write7BitEncodedInt(bounds.Length);
            foreach (double bound in bounds) bytes.Write(bound);
        }
        foreach (long count in times.CountsSpan) bytes.Write7BitEncodedInt64(count);
    }
}
