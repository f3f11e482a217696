using System.Net;
using System.Net.Sockets;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.Synthetic;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests;

/// <summary>In virtual time, without a network.</summary>
public class SyntheticProbeTests
{
    private static readonly Uri blue = new("http://127.0.0.1:1"), green = new("http://127.0.0.1:2"), secondGreen = new("http://127.0.0.1:3");

    private readonly VirtualTime time = new();
    private readonly SyntheticNet net;
    private readonly SyntheticOptions options = SyntheticOptionsTests.Good();
    private DateTimeOffset from;

    public SyntheticProbeTests() => (net, from) = (new(time), time.GetUtcNow());

    [Fact]
    public async Task Read_WhileAsked_SendsTheSameToBothSidesEvenlySpaced()
    {
        IReadOnlyList<NodeReading> seen = await AskAsync(seconds: 10);
        TimeSpan[] ofBlue = net.TimesOf(blue), ofGreen = net.TimesOf(green);
        ofBlue.Length.Should().BeInRange(99, 102);
        ofBlue.Should().Equal(ofGreen);
        ofBlue.Zip(ofBlue.Skip(1), (one, next) => (next - one).TotalMilliseconds).Should().AllSatisfy(pause => pause.Should().BeApproximately(100, 1));
        seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Requests).Should().BeInRange(ofGreen.Length - 1, ofGreen.Length);
        seen.Should().OnlyContain(n => n.Route == "ping" && n.Errors == 0 && n.ClientErrors == 0 && n.Latency.Count == n.Requests);
    }

    [Fact]
    public async Task Read_WithSeveralNodesAndRequests_AsksEachOfEach()
    {
        options.Green = [green, secondGreen];
        options.Requests = [new() { Name = "one", Path = "/1" }, new() { Name = "two", Path = "/2", Method = "HEAD" }, new() { Name = "three", Path = "/3" }];
        IReadOnlyList<NodeReading> seen = await AskAsync(seconds: 12);
        NodeReading[] busy = [.. seen.GroupBy(n => (n.Side, n.Node, n.Route)).Select(g => new NodeReading { Side = g.Key.Side, Node = g.Key.Node, Route = g.Key.Route, Requests = g.Sum(n => n.Requests) })];
        busy.Where(n => n.Side == ClusterSide.Blue).Should().HaveCount(3).And.OnlyContain(n => n.Node == "127.0.0.1:1" && n.Requests >= 39 && n.Requests <= 41);
        busy.Where(n => n.Side == ClusterSide.Green).Should().HaveCount(6).And.OnlyContain(n => n.Requests >= 18 && n.Requests <= 21);
    }

    [Fact]
    public async Task Read_Never_SendsNothing()
    {
        using SyntheticProbe probe = NewProbe();
        await time.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), time));
        net.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_NoLonger_StopsAndBeginsAgainWithTheNext()
    {
        using SyntheticProbe probe = NewProbe();
        await time.RunAsync(async () =>
        {
            (await LookAsync(probe)).Trouble.Should().Contain("nothing was sent");
            await Task.Delay(TimeSpan.FromHours(1), time);
        });
        int sent = net.TimesOf(green).Length;
        sent.Should().BeInRange(50, 52);
        await time.RunAsync(async () =>
        {
            (await LookAsync(probe)).Trouble.Should().Contain("nothing was sent");
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            (await LookAsync(probe)).Nodes.Sum(n => n.Requests).Should().BeInRange(18, 22, "what came before the pause is of no window");
        });
    }

    [Fact]
    public async Task Read_WhileGreenHangs_FailsItsRequestsAfterTheirTimeAndNoneOfBlues()
    {
        options.AtOnce = 4;
        net.Answer = async (address, stop) =>
        {
            if (address == green) await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            return HttpStatusCode.OK;
        };
        IReadOnlyList<NodeReading> seen = await AskAsync(seconds: 10);
        net.TimesOf(blue).Length.Should().BeInRange(99, 102);
        net.TimesOf(green).Length.Should().BeInRange(16, 24, "four at once, two seconds each");
        NodeReading[] ofGreen = [.. seen.Where(n => n.Side == ClusterSide.Green && n.Requests > 0)];
        ofGreen.Sum(n => n.Errors).Should().Be(ofGreen.Sum(n => n.Requests)).And.BeInRange(12, 20);
        ofGreen.Should().OnlyContain(n => n.Latency.Quantile(0) == 2000 || n.Latency.Quantile(0) == 3000, "their time, and the virtual clock may have moved on by a little when that is noticed");
        seen.Where(n => n.Side == ClusterSide.Blue).Sum(n => n.Errors).Should().Be(0);
    }

    [Theory]
    [InlineData(200, 200, 399, 0, 0, 0)]
    [InlineData(302, 200, 399, 0, 0, 0)]
    [InlineData(302, 200, 299, 1, 0, 0)]
    [InlineData(200, 401, 401, 1, 0, 0)]
    [InlineData(401, 401, 401, 0, 0, 0)]
    [InlineData(404, 200, 399, 0, 1, 0)]
    [InlineData(429, 200, 399, 0, 0, 1)]
    [InlineData(429, 429, 429, 0, 0, 0)]
    [InlineData(500, 200, 399, 1, 0, 0)]
    [InlineData(503, 503, 503, 0, 0, 0)]
    public async Task Read_OfAnAnswer_GoesByWhatIsExpected(int status, int expectedFrom, int expectedTo, long errors, long clientErrors, long rateLimited)
    {
        (options.Requests[0].ExpectedFrom, options.Requests[0].ExpectedTo) = (expectedFrom, expectedTo);
        net.Answer = (_, _) => Task.FromResult((HttpStatusCode)status);
        NodeReading[] busy = [.. (await AskAsync(seconds: 2)).Where(n => n.Requests > 0)];
        busy.Should().NotBeEmpty().And.OnlyContain(n => n.Errors == n.Requests * errors && n.ClientErrors == n.Requests * clientErrors && n.RateLimited == n.Requests * rateLimited);
    }

    public static TheoryData<string, bool, Exception> Failures() => new()
    {
        { "refused", true, Connection(SocketError.ConnectionRefused) },
        { "reset", true, Connection(SocketError.ConnectionReset) },
        { "silent", true, Connection(SocketError.TimedOut) },
        { "ended", true, new HttpRequestException(HttpRequestError.ResponseEnded) },
        { "cut", true, new HttpRequestException("copying", new HttpIOException(HttpRequestError.ResponseEnded)) },
        { "unreadable", true, new HttpRequestException(HttpRequestError.InvalidResponse) },
        { "no files left", false, Connection(SocketError.TooManyOpenSockets) },
        { "no ports left", false, Connection(SocketError.AddressNotAvailable) },
        { "no route", false, Connection(SocketError.NetworkUnreachable) },
        { "unknown name", false, new HttpRequestException(HttpRequestError.NameResolutionError, "no such host", new SocketException((int)SocketError.HostNotFound)) },
        { "certificate", false, new HttpRequestException(HttpRequestError.SecureConnectionError, "not trusted", new System.Security.Authentication.AuthenticationException()) },
        { "bug", false, new InvalidOperationException("bug") },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Read_OfAFailure_IsTheNodesOrNobodysEvidence(string what, bool isOfNode, Exception failure)
    {
        what.Should().NotBeEmpty();
        net.Answer = (address, _) => address == green ? throw failure : Task.FromResult(HttpStatusCode.OK);
        List<BlindNode> blind = [];
        IReadOnlyList<NodeReading> seen = await AskAsync(seconds: 2, blind);
        long errors = seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Errors), requests = seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Requests);
        (errors > 0, errors == requests, blind.Count > 0).Should().Be((isOfNode, true, !isOfNode));
        blind.Should().OnlyContain(b => b.Side == ClusterSide.Green && b.Node == "127.0.0.1:2" && b.Trouble.Contains("'ping'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WhenNoNodeCouldBeAsked_CouldNotLook()
    {
        net.Answer = (_, _) => throw Connection(SocketError.NetworkDown);
        using SyntheticProbe probe = NewProbe();
        await time.RunAsync(async () =>
        {
            await LookAsync(probe);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            (await LookAsync(probe)).Trouble.Should().StartWith("no node could be asked: 127.0.0.1:1: the request 'ping' could not be sent: ");
        });
    }

    [Fact]
    public async Task Read_OfARequest_SendsItAsItIsDescribed()
    {
        options.Requests = [new() { Name = "ping", Method = "HEAD", Path = "/a/b?c=%20d", Host = "api.example", Headers = new Dictionary<string, string> { ["apikey"] = "secret" } }];
        await AskAsync(seconds: 1);
        HttpRequestMessage sent = net.Asked.First(a => a.Address == green).Message;
        (sent.Method, sent.RequestUri!.AbsoluteUri, sent.Headers.Host, sent.Headers.GetValues("apikey").Single()).Should().Be((HttpMethod.Head, "http://127.0.0.1:2/a/b?c=%20d", "api.example", "secret"));
    }

    [Fact]
    public async Task Read_OfTheSameWindowAgain_IsAnsweredAlikeAndLosesNothing()
    {
        using SyntheticProbe probe = NewProbe();
        await time.RunAsync(async () =>
        {
            await LookAsync(probe);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            ProbeWindow window = new(from, time.GetUtcNow());
            ProbeReading first = await probe.ReadAsync(window, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            (await probe.ReadAsync(window, CancellationToken.None)).Should().BeSameAs(first);
            (await probe.ReadAsync(new(window.To, time.GetUtcNow()), CancellationToken.None)).Nodes.Sum(n => n.Requests).Should().BeInRange(18, 22);
        });
    }

    [Fact]
    public async Task Dispose_WhileRequestsAreUnderWay_EndsThemAndSendsNoMore()
    {
        net.Answer = async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            return HttpStatusCode.OK;
        };
        SyntheticProbe probe = NewProbe();
        await time.RunAsync(async () =>
        {
            await LookAsync(probe);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            net.CanceledRequests.Should().Be(0);
            probe.Dispose();
            net.CanceledRequests.Should().Be(net.Asked.Count).And.BePositive();
            int sent = net.Asked.Count;
            await Task.Delay(TimeSpan.FromSeconds(10), time);
            net.Asked.Should().HaveCount(sent);
        });
        await FluentActions.Awaiting(() => LookAsync(probe)).Should().ThrowAsync<ObjectDisposedException>();
        probe.Dispose();
    }

    [Theory]
    [InlineData(1000, 20)]
    [InlineData(10, 100)]
    [InlineData(0.1, 1000)]
    public void Pace_OfTheProbe_FollowsTheRate(double rate, double milliseconds)
    {
        options.RatePerSide = rate;
        using SyntheticProbe probe = NewProbe();
        probe.Pace.TotalMilliseconds.Should().Be(milliseconds);
    }

    private static HttpRequestException Connection(SocketError error) => new(HttpRequestError.ConnectionError, "no connection", new SocketException((int)error));

    private SyntheticProbe NewProbe() => new(options, time, net.Handler);

    private async Task<ProbeReading> LookAsync(SyntheticProbe probe)
    {
        ProbeWindow window = new(from, time.GetUtcNow());
        ProbeReading reading = await probe.ReadAsync(window, CancellationToken.None);
        if (reading.CouldLook) from = window.To;
        return reading;
    }

    private async Task<IReadOnlyList<NodeReading>> AskAsync(int seconds, List<BlindNode>? blind = null)
    {
        List<NodeReading> seen = [];
        using SyntheticProbe probe = NewProbe();
        await time.RunAsync(async () =>
        {
            await LookAsync(probe);
            for (int i = 0; i < seconds; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time);
                ProbeReading reading = await LookAsync(probe);
                seen.AddRange(reading.Nodes);
                blind?.AddRange(reading.BlindNodes);
            }
        });
        return seen;
    }
}
