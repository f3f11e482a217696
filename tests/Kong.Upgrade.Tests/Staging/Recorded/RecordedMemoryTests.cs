using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Staging.Recorded;

namespace Kong.Upgrade.Tests;

/// <summary>What is kept does not grow with the file. Alone, because what others keep would be counted.</summary>
[Collection(nameof(RecordedMemoryTests))]
[CollectionDefinition(nameof(RecordedMemoryTests), DisableParallelization = true)]
public class RecordedMemoryTests
{
    private const long Long = 200_000_000;

    [Fact]
    public async Task Read_ALogWithoutEnd_KeepsLittle()
    {
        long lines = 0;
        long peak = await PeakAsync(new NginxLog(NginxLogFormat.Combined), i =>
        {
            lines = i + 1;
            return string.Create(CultureInfo.InvariantCulture, $"10.0.0.{i % 250} - - [28/Nov/2026:12:19:21 +0000] \"GET /{Word(i)}/{i}/items?page={i} HTTP/1.1\" 200 {i % 5000} \"https://shop.example.com/{i % 100}\" \"Mozilla/5.0 (X11; Linux x86_64) {i % 7}\"\n");
        }, recorded => (recorded.Requests.Count, recorded.Read, recorded.HasLostRoutes).Should().Be((1_000, lines, true)), Long / 3);

        peak.Should().BeLessThan(30_000_000);
    }

    [Fact]
    public async Task Read_OneLineWithoutEnd_KeepsLittle() =>
        (await PeakAsync(new NginxLog(NginxLogFormat.Combined), _ => new string('x', 1000), recorded => recorded.Unreadable.Count.Should().Be(1))).Should().BeLessThan(8_000_000);

    [Fact]
    public async Task Read_AnAnswerWithoutEnd_KeepsLittle() =>
        (await PeakAsync(new HarFormat(), i => i == 0 ? "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://a/\"},\"response\":{\"content\":{\"text\":\"" : i * 1000 < Long - 1000 ? new string('x', 1000) : "\"}}}]}}" + new string(' ', 10_000),
            recorded => (recorded.Requests.Count, recorded.Unreadable.Count).Should().Be((1, 0)))).Should().BeLessThan(8_000_000);

    [Fact]
    public async Task Read_ManyLargeRequests_KeepsWhatMemoryAllows()
    {
        string path = new('p', 30_000);
        long peak = await PeakAsync(new RequestLines(), i => string.Create(CultureInfo.InvariantCulture, $"GET /{Word(i % 500)}/{i}/{path} a\n"), recorded => recorded.IsShortOfMemory.Should().BeTrue());
        peak.Should().BeLessThan(90_000_000);
    }

    [Fact]
    public async Task Read_ManyLines_InSeconds()
    {
        byte[] lines = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"10.0.0.{i % 250} - - [28/Nov/2026:12:19:21 +0000] \"GET /{Word(i % 300)}/{i % 20_000}/items?page={i % 3} HTTP/1.1\" 200 {i % 5000} \"-\" \"Mozilla/5.0 (X11; Linux x86_64) {i % 7}\" kong_request_id: \"f10eebb97882c149514e2978d17464c5\"\n"))));
        await RecordedReading.OfLogAsync(lines);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 2; i++) (await RecordedReading.OfLogAsync(lines)).Read.Should().Be(200_000);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper!.WriteLine($"{400_000 / took.TotalSeconds:N0} lines a second, {2L * lines.Length / took.TotalSeconds / 1e6:N0} MB a second");
        took.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    /// <summary>What is alive at most while so many bytes go by, looked at ten times.</summary>
    private static async Task<long> PeakAsync(IRecordedFormat format, Func<long, string> make, Action<RecordedRequests> check, long most = Long)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true), peak = 0, looks = 0;
        RepeatedText? text = null;
        text = new(most, i =>
        {
            if (text!.Position / (most / 10) > looks)
            {
                looks++;
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
            return make(i);
        });
        check(await RecordedReading.OfAsync(format, () => text));
        TestContext.Current.TestOutputHelper!.WriteLine($"{peak:N0} bytes at most");
        looks.Should().BeGreaterThanOrEqualTo(9);
        return peak;
    }

    /// <summary>A word without digits, so that it is a route of its own.</summary>
    private static string Word(long number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => (char)('a' + (c - '0'))));
}
