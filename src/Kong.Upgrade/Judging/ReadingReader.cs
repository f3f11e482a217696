using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Judging;

/// <summary>Takes readings out of bytes.</summary>
internal sealed class ReadingReader(byte[] text) : IDisposable
{
    private const int Most = 1_000_000;

    private readonly BinaryReader bytes = new(new MemoryStream(text), Encoding.UTF8);
    private readonly List<string> names = [];
    private readonly List<double[]> layouts = [];

    public IReadOnlyList<(int Probe, ProbeReading Reading)> All()
    {
        if (bytes.ReadByte() is byte format && format != ReadingWriter.Format) throw new InvalidDataException($"it has format {format}, and this version of the library reads {ReadingWriter.Format}");
        return [.. Times(Count(), Reading)];
    }

    public void Dispose() => bytes.Dispose();

    private (int Probe, ProbeReading Reading) Reading()
    {
        int probe = bytes.Read7BitEncodedInt();
        DateTimeOffset from = new(bytes.ReadInt64(), TimeSpan.Zero);
        ProbeWindow window = new(from, from + TimeSpan.FromTicks(bytes.Read7BitEncodedInt64()));
        return (probe, ProbeReading.Of(window, [.. Times(Count(), Node)]));
    }

    private NodeReading Node()
    {
        ClusterSide side = (ClusterSide)bytes.ReadByte();
        string node = Name();
        string? route = bytes.ReadBoolean() ? Name() : null;
        long[] counts = [.. Times(7, bytes.Read7BitEncodedInt64)];
        return new()
        {
            Side = side,
            Node = node,
            Route = route,
            Requests = counts[0],
            Errors = counts[1],
            UpstreamErrors = counts[2],
            ClientErrors = counts[3],
            UpstreamClientErrors = counts[4],
            RateLimited = counts[5],
            Uptime = counts[6] == 0 ? null : TimeSpan.FromSeconds(counts[6] - 1),
            Latency = Histogram(),
            KongLatency = Histogram(),
        };
    }

    private string Name()
    {
        int number = bytes.Read7BitEncodedInt();
        if (number > 0) return names[number - 1];
        names.Add(bytes.ReadString());
        return names[^1];
    }

    private LatencyHistogram Histogram()
    {
        int layout = bytes.Read7BitEncodedInt();
        if (layout == layouts.Count) layouts.Add([.. Times(Count(), bytes.ReadDouble)]);
        double[] bounds = layouts[layout];
        return bounds.Length == 0 ? LatencyHistogram.Empty : new(bounds, [.. Times(bounds.Length, bytes.Read7BitEncodedInt64)]);
    }

    private int Count() => bytes.Read7BitEncodedInt() is >= 0 and <= Most and int count ? count : throw new InvalidDataException("it counts more than there can be");

    private static IEnumerable<T> Times<T>(int count, Func<T> read)
    {
        for (int i = 0; i < count; i++) yield return read();
    }
}
