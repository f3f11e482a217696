using System.Globalization;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Benchmarks.Exposition;

/// <summary>A plain timed program, on one thread.</summary>
internal sealed class ExpositionParsing : IBenchmark
{
    private const int Routes = 200, Rounds = 9;

    private static readonly TimeSpan round = TimeSpan.FromMilliseconds(300);

    public string Name => "exposition";

    public string Question => $"How fast is the metrics page of a node read: {Routes} routes, families, labels and buckets as Kong 3.9.1 has them? One thread looks at the name, all labels and the value of each sample. Median of rounds of {round.TotalMilliseconds:0} ms, each by the processor time that its process used, for the machine is shared: {Rounds} before and {Rounds} after those of Prometheus' own Go parser (expfmt.TextParser on one processor), which reads the same bytes in the same run. It makes objects of what it reads, as its callers get them; the reader hands out spans. 1 MB is 10^6 bytes.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        byte[] text = ScrapeText.Make(Routes);
        Subject reader = new(nameof(ExpositionReader), text.Length, () => Read(text)), streamed = new(nameof(ExpositionStream), text.Length, () => ReadStream(text));
        foreach (Subject subject in (Subject[])[reader, streamed]) subject.WarmUp(round);
        foreach (Subject subject in (Subject[])[reader, streamed]) subject.Measure(Rounds, round);
        (int Samples, double[] Rates)? go = GoParser.Missing is null ? await GoParser.MeasureAsync(text) : null;
        foreach (Subject subject in (Subject[])[reader, streamed]) subject.Measure(Rounds, round);
        if (go is { } expfmt && expfmt.Samples != reader.Samples) throw new InvalidOperationException($"expfmt found {expfmt.Samples} samples, the reader {reader.Samples}.");
        return new(
            ["Parser", "Median", "Slowest and fastest round", "A sample", "Allocated a sample"],
            [Row(reader, text.Length), Row(streamed, text.Length), GoRow(go, text.Length)],
            [.. Requirements(reader, go?.Rates)]);
    }

    private static SampleSum Read(byte[] text)
    {
        ExpositionReader reader = new(text);
        SampleSum sum = default;
        while (reader.Read()) sum.Visit(in reader);
        return sum;
    }

    private static SampleSum ReadStream(byte[] text)
    {
        using MemoryStream stream = new(text);
        // A stream in memory is read at once, by this thread.
        return ExpositionStream.ReadAsync(stream, default(SampleSum), false, ExpositionLimits.Default, default).AsTask().GetAwaiter().GetResult();
    }

    private static IEnumerable<Requirement> Requirements(Subject reader, double[]? go)
    {
        double median = Timed.Median(reader.Rates);
        yield return new("reader, median", median, 500, "MB/s") { IsFloor = true };
        if (go is not null) yield return new("reader against expfmt", median / Timed.Median(go), 5, "times as fast") { IsFloor = true };
        yield return new("reader, allocated", reader.BytesASample, 1, "bytes a sample");
    }

    private static string[] Row(Subject subject, int length) => Row(subject.Name, subject.Rates, subject.Samples, length, Text($"{subject.BytesASample:0.000} bytes"));

    private static string[] GoRow((int Samples, double[] Rates)? go, int length) =>
        go is { } seen ? Row("expfmt (Go)", seen.Rates, seen.Samples, length, "not measured") : ["expfmt (Go)", $"not measured: {GoParser.Missing}", "", "", ""];

    private static string[] Row(string name, IReadOnlyList<double> rates, int samples, int length, string allocated) =>
    [
        name, Text($"{Timed.Median(rates):0} MB/s"), Text($"{rates.Min():0} to {rates.Max():0} MB/s"),
        Text($"{length * 1e3 / Timed.Median(rates) / samples:0} ns ({samples} in {length / 1e6:0.00} MB)"), allocated,
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
