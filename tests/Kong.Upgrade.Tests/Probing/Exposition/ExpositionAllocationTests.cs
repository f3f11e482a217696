using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionAllocationTests
{
    private static readonly byte[] text = Encoding.UTF8.GetBytes("# HELP a x\n# TYPE a gauge\n" + string.Concat(Enumerable.Range(0, 1000).Select(i =>
        $"a_bucket{{service=\"s\",route=\"r{i / 10}\",le=\"{i}\"}} {i} # {{t=\"\\\"é\"}} 0.{i} {i}.5\nb{{c=\"{i}\"}} 1.234567890123456789e-{i % 300} {i}\nc +Inf\nd NaN\n")) + "# EOF\n");

    [Fact]
    public void Read_AnyNumberOfSamples_AllocatesNothing()
    {
        // What is compiled and looked up once is not counted.
        (int Samples, long Sum) seen = ReadAll();
        ReadAll().Should().Be(seen);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll();
        ReadAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        seen.Samples.Should().Be(4000);
    }

    private static (int Samples, long Sum) ReadAll()
    {
        (int samples, long sum) = (0, 0);
        Span<byte> copy = stackalloc byte[64];
        ExpositionReader reader = new(text, true, new(isOpenMetrics: true));
        while (reader.Read())
        {
            if (reader.Token != ExpositionToken.Sample) continue;
            samples++;
            sum += reader.Name.Length + BitConverter.DoubleToInt64Bits(reader.Value) + (reader.TimestampMilliseconds ?? 0) + (reader.Labels.TryGetValue("le"u8, out ReadOnlySpan<byte> raw) ? raw.Length : 0);
            foreach (ExpositionLabel label in reader.Labels) sum += label.Name.Length + (label.TryCopyValue(copy, out int written) ? written : 0);
            foreach (ExpositionLabel label in reader.ExemplarLabels) sum += label.Name.Length + (label.TryCopyValue(copy, out int written) ? written : 0);
        }
        return (samples, sum);
    }
}
