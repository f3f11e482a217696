using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

public class HAProxyOptionsTests
{
    public static TheoryData<string, Action<HAProxyOptions>> Wrong() => new()
    {
        { "Socket is ''", o => o.Socket = "" },
        { "longer than the 107 bytes", o => o.Socket = "/" + new string('a', 107) },
        { "Backend is 'kong;disable frontend users'", o => o.Backend = "kong;disable frontend users" },
        { "Backend is ''", o => o.Backend = "" },
        { "Blue must name at least one", o => o.Blue = [] },
        { "Green must name at least one", o => o.Green = [] },
        { "Blue holds 'a b'", o => o.Blue = ["a b"] },
        { "Green holds 'a\nset weight", o => o.Green = ["a\nset weight"] },
        { "Green holds 'g' twice", o => o.Green = ["g", "g"] },
        { "'blue1' stands in Blue and in Green", o => o.Green = ["blue1"] },
        { "Mode is 7", o => o.Mode = (HAProxyMode)7 },
        { "MapFile is needed", o => o.MapFile = null },
        { "MapFile is 'share.map'", o => o.MapFile = "share.map" },
        { "MapFile is '/a b", o => o.MapFile = "/a b" },
        { "MapFile is '/a;quit", o => o.MapFile = "/a;quit" },
        { "Key is 'src if { always_true }'", o => o.Key = "src if { always_true }" },
        { "TesterHeader is 'X-Side }'", o => o.TesterHeader = "X-Side }" },
        { "ShieldedStatuses holds 418", o => o.ShieldedStatuses = [418] },
        { "AccessLogPort is 0", o => o.AccessLogPort = 0 },
        { "AccessLogPort is 65536", o => o.AccessLogPort = 65536 },
        { "ServerStateFile needs Mode Weights", o => o.ServerStateFile = "/s" },
        { "AnswerWithin is 00:00:00", o => o.AnswerWithin = TimeSpan.Zero },
        { "AnswerWithin is 02:00:00", o => o.AnswerWithin = TimeSpan.FromHours(2) },
        { "MapFile needs Mode Map", o => o.Mode = HAProxyMode.Weights },
        { "Shield needs Mode Map", o => (o.Mode, o.MapFile, o.Shield) = (HAProxyMode.Weights, null, true) },
        { "Key needs Mode Map", o => (o.Mode, o.MapFile, o.Key) = (HAProxyMode.Weights, null, "src") },
        { "TesterHeader needs Mode Map", o => (o.Mode, o.MapFile, o.TesterHeader) = (HAProxyMode.Weights, null, "X") },
        { "ServerStateFile is 'x'", o => (o.Mode, o.MapFile, o.ServerStateFile) = (HAProxyMode.Weights, null, "x") },
    };

    [Fact]
    public void Validate_OptionsThatMakeSense_HasNothingToSay() => Good().Validate().Should().BeEmpty();

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneThingWrong_IsOneSentence(string sentence, Action<HAProxyOptions> spoil)
    {
        HAProxyOptions options = Good();
        spoil(options);

        options.Validate().Should().ContainSingle().Which.Should().Contain(sentence).And.EndWith(".");
    }

    [Fact]
    public void Constructors_SeveralThingsWrong_ListThemAll()
    {
        HAProxyOptions options = new();

        FluentActions.Invoking(() => new HAProxyTrafficSplitter(options)).Should().Throw<ArgumentException>().WithMessage("HAProxyOptions: *Socket*Backend*Blue*Green*");
        FluentActions.Invoking(() => new HAProxyProbe(options)).Should().Throw<ArgumentException>().WithMessage("HAProxyOptions: *Socket*Backend*Blue*Green*");
    }

    [Fact]
    public void Defaults_AreThoseThatTheirDocsName()
    {
        HAProxyOptions options = new();

        (options.Mode, options.Shield, options.AnswerWithin).Should().Be((HAProxyMode.Weights, false, TimeSpan.FromSeconds(2)));
        options.ShieldedStatuses.Should().Equal(502, 503, 504);
        (options.MapFile, options.Key, options.TesterHeader, options.ServerStateFile, options.AccessLogPort).Should().Be((null, null, null, null, null));
    }

    [Fact]
    public void Capabilities_OfAMap_SayWhatItsOptionsBring()
    {
        HAProxyOptions options = Good();
        (options.Key, options.TesterHeader, options.Shield) = ("src", "X-Side", true);
        SplitterCapabilities can = new HAProxyTrafficSplitter(options).Capabilities;

        (can.SmallestStep.PartsPerMillion, can.Accuracy, can.IsSticky, can.RoutesTesters, can.Shields, can.Mirrors).Should().Be((1, TrafficShare.AllBlue, true, true, true, false));
    }

    private static HAProxyOptions Good() => new() { Socket = "/run/a.sock", Backend = "kong", Blue = ["blue1"], Green = ["green1"], Mode = HAProxyMode.Map, MapFile = "/etc/haproxy/share.map" };
}
