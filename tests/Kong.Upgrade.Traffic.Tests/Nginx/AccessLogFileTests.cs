using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>The log as a file: nginx is not needed for what happens to those.</summary>
public sealed class AccessLogFileTests : IDisposable
{
    private static readonly DateTimeOffset start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "kong-upgrade.log");
    private readonly AccessLogProbe probe;
    private int seconds;

    public AccessLogFileTests() => probe = new(new() { AccessLog = path, Blue = ["127.0.0.1:1"], Green = ["127.0.0.1:2", "127.0.0.1:3"] });

    [Theory]
    [InlineData("kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\"", "127.0.0.1:2", false, 50)]
    [InlineData("kong_upgrade_green share 200 0.031 \"127.0.0.1:2, 127.0.0.1:1\" \"500, 200\"", "127.0.0.1:2", true, 50)]
    [InlineData("kong_upgrade_green share 200 0.000 \"127.0.0.1:3, 127.0.0.1:2 : 127.0.0.1:1\" \"502, 504 : 200\"", "127.0.0.1:3", true, 1)]
    [InlineData("kong_upgrade_green share 200 0.002 \"127.0.0.1:3 : 127.0.0.1:1\" \"200 : 500\"", "127.0.0.1:3", false, 2)]
    [InlineData("kong_upgrade_green share 502 0.001 \"127.0.0.1:2\" \"-\"", "127.0.0.1:2", true, 1)]
    [InlineData("kong_upgrade_green share 502 0.001 \"kong_upgrade_green\" \"-\"", "kong_upgrade_green", true, 1)]
    [InlineData("kong_upgrade_green share 499 70.500 \"127.0.0.1:2\" \"-\"", "127.0.0.1:2", false, double.PositiveInfinity)]
    [InlineData("kong_upgrade_green share 404 0.001 \"[::1]:8000\" \"404\"", "[::1]:8000", false, 1)]
    public async Task Read_OfOneLine_CountsItAtItsFirstNode(string line, string node, bool isError, double bound)
    {
        Write(line);
        NodeReading only = (await ReadAsync()).Nodes.Single(n => n.Requests > 0);
        (only.Side, only.Node, only.Requests, only.Errors, only.UpstreamErrors).Should().Be((ClusterSide.Green, node, 1, isError ? 1 : 0, 0));
        only.Latency.Quantile(1).Should().Be(bound);
    }

    [Theory]
    [InlineData("kong_upgrade_green tester 500 0.031 \"127.0.0.1:2\" \"500\"")]
    [InlineData("kong_upgrade_blue share 408 0.031 \"-\" \"-\"")]
    public async Task Read_OfTestersAndOfRequestsThatWentNowhere_CountsNothing(string line)
    {
        Write(line);
        ProbeReading reading = await ReadAsync();
        reading.Nodes.Select(n => (n.Side, n.Node, n.Requests)).Should().Equal((ClusterSide.Blue, "127.0.0.1:1", 0), (ClusterSide.Green, "127.0.0.1:2", 0), (ClusterSide.Green, "127.0.0.1:3", 0));
    }

    [Fact]
    public async Task Read_WithoutAFile_CouldNotLookAndCountsAllOnceItIsThere()
    {
        (await ReadAsync(advance: false)).Trouble.Should().Contain(path);
        WriteGood(3);
        (await CountAsync()).Should().Be(3);
    }

    [Fact]
    public async Task Read_OfHalfALine_LeavesItToTheNextWindow()
    {
        WriteGood(1);
        (await CountAsync()).Should().Be(1);
        await File.AppendAllTextAsync(path, Line(Good)[..20]);
        (await CountAsync()).Should().Be(0);
        await File.AppendAllTextAsync(path, Line(Good)[20..]);
        (await CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Read_AcrossARotation_LosesNothing()
    {
        WriteGood(2);
        (await CountAsync()).Should().Be(2);
        WriteGood(1);
        File.Move(path, path + ".1");
        await File.AppendAllTextAsync(path + ".1", Line(Good));
        (await CountAsync()).Should().Be(2, "nginx goes on with the old file until it is told");
        WriteGood(3);
        await File.AppendAllTextAsync(path + ".1", Line(Good));
        (await CountAsync()).Should().Be(4, "one worker was late");
        WriteGood(1);
        (await CountAsync()).Should().Be(1);
        await File.WriteAllTextAsync(path, "");
        (await CountAsync()).Should().Be(0);
        WriteGood(2);
        (await CountAsync()).Should().Be(2, "it was truncated");
    }

    [Fact]
    public async Task Read_OfLinesOfAnotherFormat_IsTroubleOnceAndLosesNoOther()
    {
        WriteGood(1);
        await File.AppendAllTextAsync(path, "127.0.0.1 - - [01/May/2026] \"GET / HTTP/1.1\" 200\n");
        ProbeReading blind = await ReadAsync(advance: false);
        (blind.CouldLook, blind.Nodes.Count).Should().Be((false, 0));
        blind.Trouble.Should().Contain("1 lines of " + path);
        WriteGood(1);
        (await CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Read_OfTheFirstWindow_LeavesOutWhatCameBefore()
    {
        seconds = -3600;
        await File.AppendAllTextAsync(path, string.Concat(Enumerable.Repeat(Line(Good), 40_000)));
        seconds = 0;
        WriteGood(2);
        (await CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Read_OfAWindowAgain_LooksItUpAgain()
    {
        WriteGood(2);
        ProbeWindow window = new(start, start.AddSeconds(10));
        (await probe.ReadAsync(window, TestContext.Current.CancellationToken)).Nodes.Sum(n => n.Requests).Should().Be(2);
        (await probe.ReadAsync(window, TestContext.Current.CancellationToken)).Nodes.Sum(n => n.Requests).Should().Be(2);
    }

    [Fact]
    public async Task Read_AfterAGap_LeavesOutWhatCameInIt()
    {
        WriteGood(2);
        (await CountAsync()).Should().Be(2);
        WriteGood(5);
        seconds += 100;
        WriteGood(1);
        seconds -= 1;
        (await CountAsync()).Should().Be(1, "nobody asked about the time between");
    }

    [Fact]
    public void Probe_WithoutALog_IsRefused() => FluentActions.Invoking(() => new AccessLogProbe(new())).Should().Throw<ArgumentException>().WithMessage("*AccessLog*");

    public void Dispose()
    {
        probe.Dispose();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private const string Good = "kong_upgrade_blue share 200 0.001 \"127.0.0.1:1\" \"200\"";

    private string Line(string rest) => string.Create(CultureInfo.InvariantCulture, $"{start.AddSeconds(seconds).ToUnixTimeSeconds()}.500 {rest}\n");

    private void Write(string line) => File.AppendAllText(path, Line(line));

    private void WriteGood(int count)
    {
        for (int i = 0; i < count; i++) Write(Good);
    }

    private async Task<long> CountAsync()
    {
        ProbeReading reading = await ReadAsync();
        reading.CouldLook.Should().BeTrue(reading.Trouble);
        return reading.Nodes.Sum(n => n.Requests);
    }

    /// <summary>The next second.</summary>
    private Task<ProbeReading> ReadAsync(bool advance = true)
    {
        ProbeWindow window = new(start.AddSeconds(seconds), start.AddSeconds(seconds + 1));
        if (advance) seconds++;
        return probe.ReadAsync(window, TestContext.Current.CancellationToken);
    }
}
