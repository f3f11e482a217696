using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kong.Upgrade.Probing.AccessLogs;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>Datagrams of any kind; no balancer is needed for these.</summary>
public sealed class SyslogTests : IDisposable
{
    private readonly int port = UdpPorts.Free();
    private readonly Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly AccessLogProbe probe;

    public SyslogTests()
    {
        probe = new(new NginxOptions { AccessLogPort = port, Blue = ["127.0.0.1:1"], Green = ["127.0.0.1:2"] });
        sender.Connect(IPAddress.Loopback, port);
    }

    [Fact]
    public async Task Read_TheFirstTime_ListensOnLoopbackOnlyAndHasSeenNothingYet()
    {
        UdpPorts.On(port).Should().BeEmpty("nothing is opened before");
        await Readings.BeginAsync(probe);
        UdpPorts.On(port).Select(p => p.Address).Should().Equal("0100007F");
        probe.Dispose();
        UdpPorts.On(port).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "\n")]
    [InlineData(500, "\n")]
    public async Task Read_OfLinesInOneDatagram_CountsEach(int lines, string end)
    {
        Readings readings = await Readings.BeginAsync(probe);
        Send(string.Concat(Enumerable.Repeat(Good + end, lines)));
        await readings.UntilAsync(lines);
        readings.Troubles.Should().BeEmpty();
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("<190>Nov 27 23:59:30 nginx: GET / HTTP/1.1")]
    [InlineData("long")]
    public async Task Read_OfADatagramOfSomebodyElse_SaysHowManyAndWhoAndLosesNoOther(string text)
    {
        Readings readings = await Readings.BeginAsync(probe);
        Send(Good);
        Send(text == "long" ? new string('x', 60_000) : text);
        Send(Good);
        await readings.UntilAsync(2);
        readings.Troubles.Should().ContainSingle().Which.Should().Contain("1 lines").And.Contain($"the last from port {((IPEndPoint)sender.LocalEndPoint!).Port} of this host").And.Contain("127.0.0.1:" + port).And.Contain("ConfigurationToAdd");
    }

    [Fact]
    public async Task Read_WhileSomebodyElseHasThePort_SaysWhatToDoAndGoesOnOnceItIsFree()
    {
        Readings readings = new(probe);
        using (Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, port));
            await readings.LookAsync();
            await readings.LookAsync();
        }
        readings.Troubles.Should().HaveCount(2).And.OnlyContain(t => t.Contains($"127.0.0.1:{port} cannot be listened on", StringComparison.Ordinal) && t.Contains("ss -ulpn", StringComparison.Ordinal) && t.Contains("AccessLogPort", StringComparison.Ordinal));
        await readings.LookAsync();
        Send(Good);
        await readings.UntilAsync(1);
    }

    [Fact]
    public async Task Read_OfAWindowThatIsPast_CouldNotLookAndLosesNothing()
    {
        Readings readings = await Readings.BeginAsync(probe);
        await readings.LookAsync();
        Send(Good);
        DateTimeOffset past = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        ProbeReading reading = await probe.ReadAsync(new(past, past.AddSeconds(1)), TestContext.Current.CancellationToken);
        reading.Trouble.Should().Contain("cannot be read twice");
        await readings.UntilAsync(1);
    }

    [Fact]
    public void Collect_AfterLinesWereDropped_SaysSoOnceAndCountsNoneOfThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells of dropped datagrams");
        LogNodes nodes = new(["127.0.0.1:1"], ["127.0.0.1:2"], areOnlyNamedOnes: false);
        RequestStore store = new(new NginxLine(nodes), nodes);
        using SyslogLog log = new(port, new NginxLine(nodes), store);
        lock (store.Gate)
        {
            log.Collect(CancellationToken.None).Should().Contain("first look");
            // Nobody takes lines out meanwhile.
            for (int i = 0; i < 200_000 && (i % 1000 != 0 || UdpPorts.On(port).Single().Drops == 0); i++) Send(Good);
            long drops = UdpPorts.On(port).Single().Drops;
            drops.Should().BePositive();
            log.Collect(CancellationToken.None).Should().StartWith($"{drops} lines of nginx's log were lost").And.Contain("net.core.rmem_max");
            log.Collect(CancellationToken.None).Should().BeNull();
            store.Take(long.MinValue).Sum(n => n.Requests).Should().Be(0);
        }
    }

    [Fact]
    public async Task Read_AfterDispose_Throws()
    {
        probe.Dispose();
        await FluentActions.Awaiting(() => new Readings(probe).LookAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void Probe_OfAPortThatIsNone_IsRefused(int wrong) =>
        FluentActions.Invoking(() => new AccessLogProbe(new NginxOptions { AccessLogPort = wrong })).Should().Throw<ArgumentException>().WithMessage("*AccessLogPort*1 to 65535*");

    [Fact]
    public void Pace_OfTheProbe_IsFiftyTimesASecond() => probe.Pace.Should().Be(TimeSpan.FromMilliseconds(20));

    public void Dispose()
    {
        probe.Dispose();
        sender.Dispose();
    }

    /// <summary>A request that ends now.</summary>
    private static string Good => string.Create(CultureInfo.InvariantCulture, $"<190>Nov 27 23:59:30 kong_upgrade: {TimeProvider.System.GetUtcNow().AddMilliseconds(1).ToUnixTimeMilliseconds() / 1000.0:0.000} kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\"");

    private void Send(string text) => sender.Send(Encoding.UTF8.GetBytes(text));
}
