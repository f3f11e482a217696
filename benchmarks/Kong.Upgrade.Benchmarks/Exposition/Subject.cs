using System.Diagnostics;

namespace Kong.Upgrade.Benchmarks.Exposition;

/// <summary>A way to read a text, and how fast it was in each round: in processor time of the whole process, for others may use the machine as well.</summary>
internal sealed class Subject(string name, int length, Func<SampleSum> read)
{
    private readonly List<double> rates = [];
    private long allocated;
    private long samples;

    public string Name => name;

    public IReadOnlyList<double> Rates => rates;

    /// <summary>Samples in the text.</summary>
    public int Samples { get; private set; }

    /// <summary>Of all rounds.</summary>
    public double BytesASample => (double)allocated / samples;

    /// <summary>Reads without counting: code is compiled anew while it proves to be used much.</summary>
    public void WarmUp(TimeSpan time)
    {
        for (int i = 0; i < 4; i++) Round(time);
        rates.Clear();
        (allocated, samples) = (0, 0);
    }

    public void Measure(int rounds, TimeSpan time)
    {
        for (int i = 0; i < rounds; i++) rates.Add(Round(time));
    }

    private double Round(TimeSpan time)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp(), texts = 0;
        TimeSpan used = Environment.CpuUsage.TotalTime;
        for (; Stopwatch.GetElapsedTime(start) < time; texts++)
        {
            SampleSum sum = read();
            if (!sum.IsPlausible) throw new InvalidOperationException($"{name} found {sum.Samples} samples and little in them.");
            Samples = sum.Samples;
        }
        double seconds = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        samples += texts * Samples;
        return texts * length / 1e6 / seconds;
    }
}
