using System.Text;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.AccessLogs;

namespace Kong.Upgrade.Tests;

/// <summary>Which window a line belongs to, wherever it comes from.</summary>
public sealed class LogReadingsTests : IDisposable
{
    private static readonly DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly LogNodes nodes = new(["127.0.0.1:1"], ["127.0.0.1:2"], areOnlyNamedOnes: false);
    private readonly RequestStore store;
    private readonly Source source = new();
    private readonly LogReadings readings;

    public LogReadingsTests()
    {
        store = new(new NginxLine(nodes), nodes);
        readings = new(source, store, nodes);
    }

    [Fact]
    public void Read_OfJoiningWindows_CountsEachLineWhereItIsReadWhateverItsTime()
    {
        Add(at: 0.5);
        Count(0, 1).Should().Be(1);
        Add(at: 0.9);
        Add(at: 1.5);
        Count(1, 2).Should().Be(2, "it came late, but it came");
        Count(2, 3).Should().Be(0);
    }

    [Fact]
    public void Read_OfTheSameWindowAgain_IsAnsweredAlikeAndLosesNothing()
    {
        Add(at: 0.5);
        Count(0, 1).Should().Be(1);
        Add(at: 0.6);
        Count(0, 1).Should().Be(1);
        Count(1, 2).Should().Be(1);
    }

    [Fact]
    public void Read_AfterAGap_LeavesOutWhatEndedInIt()
    {
        Count(0, 1).Should().Be(0);
        Add(at: 1.999);
        Add(at: 2);
        Count(2, 3).Should().Be(1);
    }

    [Fact]
    public void Read_AfterAGapAndTrouble_StillLeavesOutWhatEndedInTheGap()
    {
        Count(0, 1).Should().Be(0);
        Add(at: 1.5);
        Add(at: 2.5);
        store.Add("noise"u8);
        Read(2, 3).Trouble.Should().Contain("1 lines here");
        Count(2, 4).Should().Be(1);
    }

    [Fact]
    public void Read_AfterTrouble_GoesOnWithTheSameStart()
    {
        Count(0, 1).Should().Be(0);
        Add(at: 1.5);
        source.Trouble = "broken";
        ProbeReading blind = Read(1, 2);
        (blind.CouldLook, blind.Trouble, blind.Nodes.Count).Should().Be((false, "broken", 0));
        source.Trouble = null;
        Count(1, 3).Should().Be(1);
        source.Sought.Should().Be(1, "only the first window was no continuation");
    }

    [Fact]
    public void Read_OfLinesThatAreNotOurs_SaysHowManyOnce()
    {
        Add(at: 0.5);
        store.Add("one\ntwo\n\n"u8);
        Read(0, 1).Trouble.Should().Be("2 lines here");
        Count(0, 1).Should().Be(1);
    }

    [Fact]
    public void Read_OfMoreThanIsKept_SaysSoAndBeginsAnew()
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line(0.5), 1024)));
        for (int i = 0; i < RequestStore.Most / 1024; i++) store.Add(lines);
        store.IsFull.Should().BeTrue();
        Add(at: 0.5);
        Read(0, 1).Trouble.Should().Contain("piled up; 1 of them");
        Add(at: 0.5);
        Count(0, 1).Should().Be(1);
    }

    [Fact]
    public void Read_WithoutNews_AllocatesLittle()
    {
        Count(0, 1).Should().Be(0);
        readings.Read(Window(1, 2), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 2; i < 1002; i++) readings.Read(Window(i, i + 1), default);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000).Should().BeLessThan(200);
    }

    public void Dispose() => readings.Dispose();

    private static string Line(double at) => $"{start.ToUnixTimeSeconds() + (long)at}.{(int)Math.Round(at % 1 * 1000):000} kong_upgrade_blue share 200 0.001 \"127.0.0.1:1\" \"200\"\n";

    private static ProbeWindow Window(double from, double to) => new(start.AddSeconds(from), start.AddSeconds(to));

    private void Add(double at) => store.Add(Encoding.UTF8.GetBytes(Line(at))).Should().BeTrue();

    private ProbeReading Read(double from, double to) => readings.Read(Window(from, to), TestContext.Current.CancellationToken);

    private long Count(double from, double to)
    {
        ProbeReading reading = Read(from, to);
        reading.Trouble.Should().BeNull();
        reading.Nodes.Select(n => n.Node).Should().Equal("127.0.0.1:1", "127.0.0.1:2");
        return reading.Nodes.Sum(n => n.Requests);
    }

    private sealed class Source : ILogSource
    {
        public string? Trouble { get; set; }

        public int Sought { get; private set; }

        public string? Seek(ProbeWindow window, DateTimeOffset? readUntil)
        {
            Sought++;
            return null;
        }

        public string? Collect(CancellationToken cancellationToken) => Trouble;

        public string AboutForeign() => "here";

        public void Dispose()
        {
        }
    }
}
