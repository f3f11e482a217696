using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Tests.Judging;

public class ReadingLogTests
{
    private static readonly DateTimeOffset start = new(2026, 11, 27, 23, 41, 0, TimeSpan.Zero);

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameInAllThatIsJudged()
    {
        NodeReading busy = new()
        {
            Side = ClusterSide.Green,
            Node = "green-1",
            Route = "pay",
            Requests = 1234567,
            Errors = 300,
            UpstreamErrors = 200,
            ClientErrors = 70,
            UpstreamClientErrors = 60,
            RateLimited = 5,
            Uptime = TimeSpan.FromSeconds(77),
            Latency = new([25, 50, double.PositiveInfinity], [1, 0, 9]),
            KongLatency = new([1, 2], [3, 4]),
        };
        NodeReading plain = new() { Side = ClusterSide.Blue, Node = "blue-1", Requests = 7, Latency = new([25, 50, double.PositiveInfinity], [7, 0, 0]) };
        (int, ProbeReading)[] written = [(0, Of(0, busy, plain)), (1, Of(1, plain)), (0, Of(2))];

        IReadOnlyList<(int Probe, ProbeReading Reading)> read = ReadingLog.Read(ReadingLog.Write(written));

        read.Select(r => (r.Probe, r.Reading.Window)).Should().Equal(written.Select(w => (w.Item1, w.Item2.Window)));
        read[0].Reading.Nodes.Should().BeEquivalentTo([busy, plain]);
        read[1].Reading.Nodes.Should().BeEquivalentTo([plain]);
        read[2].Reading.Nodes.Should().BeEmpty();
    }

    [Fact]
    public void Write_OfASecondOfAFewNodes_IsAFewHundredBytes()
    {
        NodeReading[] nodes = [.. Enumerable.Range(1, 4).Select(i => new NodeReading
        {
            Side = i > 2 ? ClusterSide.Green : ClusterSide.Blue,
            Node = $"node-{i}",
            Route = "orders",
            Requests = 100 + i,
            Errors = i,
            KongLatency = new([1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, double.PositiveInfinity], [90, 5, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, i]),
        })];
        ReadingLog.Write([(0, Of(0, nodes))]).Length.Should().BeLessThan(500);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void Read_OfSomethingElse_SaysSo(string text) =>
        FluentActions.Invoking(() => ReadingLog.Read(text)).Should().Throw<FormatException>();

    [Fact]
    public void Read_OfDamagedEvidence_NeverThrowsAnythingElse()
    {
        string whole = ReadingLog.Write([(0, Of(0, new NodeReading { Side = ClusterSide.Blue, Node = "blue-1", Requests = 7, Latency = new([25, 50], [7, 0]) }))]);
        byte[] bytes = Convert.FromBase64String(whole);
        for (int i = 0; i < bytes.Length; i++)
            foreach (byte other in (byte[])[0, 1, 0x7f, 0xff])
            {
                byte[] damaged = [.. bytes];
                damaged[i] = other;
                Try(Convert.ToBase64String(damaged));
                Try(Convert.ToBase64String(damaged[..i]));
            }

        static void Try(string text)
        {
            try
            {
                ReadingLog.Read(text);
            }
            catch (FormatException)
            {
                // What is expected of damage that is noticed.
            }
        }
    }

    private static ProbeReading Of(int second, params NodeReading[] nodes) => ProbeReading.Of(new(start.AddSeconds(second), start.AddSeconds(second + 1)), nodes);
}
