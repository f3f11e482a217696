using Kong.Upgrade.Probing.PrometheusServer;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

public class PrometheusServerOptionsTests
{
    [Fact]
    public void Defaults_AreAsStated()
    {
        PrometheusServerOptions options = new();
        (options.NodeLabel, options.Headers, options.ScrapeInterval, options.AnswerWithin).Should().Be(("instance", null, null, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Validate_NothingNamed_SaysAllThatIsMissing() =>
        new PrometheusServerOptions().Validate().Should().HaveCount(3).And.SatisfyRespectively(p => p.Should().StartWith("Server"), p => p.Should().StartWith("Blue"), p => p.Should().StartWith("Green"));

    [Theory]
    [InlineData("job=\"kong\"")]
    [InlineData("job=\"kong\", instance=~\"10\\\\.0\\\\.1\\\\..*\"")]
    [InlineData("a!=\"}\",b!~\"x|\\\"y\"")]
    public void Validate_Matchers_AreAccepted(string matchers) => FakeServer.Options(o => o.Blue = matchers).Validate().Should().BeEmpty();

    [Theory]
    [InlineData("{job=\"kong\"}")]
    [InlineData("kong")]
    [InlineData("job=kong")]
    [InlineData("job=\"kong\"} or up{job=\"x\"")]
    [InlineData("job=\"a\nb\"")]
    [InlineData("job=\"kong\",")]
    [InlineData("__name__=\"up\"")]
    public void Validate_OtherText_IsRefused(string matchers) => FakeServer.Options(o => o.Green = matchers).Validate().Should().ContainSingle().Which.Should().StartWith("Green");

    [Fact]
    public void Validate_BothSidesAlike_IsRefused() => FakeServer.Options(o => o.Green = o.Blue).Validate().Should().ContainSingle().Which.Should().Contain("belongs to one side");

    [Theory]
    [InlineData("http://me:hunter2@prometheus:9090", "Headers")]
    [InlineData("ftp://prometheus", "http or https")]
    [InlineData("http://prometheus/?x=hunter2", "only a path")]
    public void Validate_AddressThatIsNone_IsRefusedWithoutItsSecret(string address, string says) =>
        FakeServer.Options(o => o.Server = new(address)).Validate().Should().ContainSingle().Which.Should().Contain(says).And.NotContain("hunter2");

    [Fact]
    public void Validate_ValuesOutsideTheirRange_AreRefused()
    {
        FakeServer.Options(o => o.AnswerWithin = TimeSpan.Zero).Validate().Should().ContainSingle().Which.Should().StartWith("AnswerWithin");
        FakeServer.Options(o => o.ScrapeInterval = TimeSpan.FromHours(1)).Validate().Should().ContainSingle().Which.Should().StartWith("ScrapeInterval");
        FakeServer.Options(o => o.NodeLabel = "a b").Validate().Should().ContainSingle().Which.Should().StartWith("NodeLabel");
    }

    [Fact]
    public void Probe_WrongOptions_AreAllNamed() =>
        FluentActions.Invoking(() => new PrometheusServerProbe(new())).Should().Throw<ArgumentException>().WithMessage("*Server*Blue*Green*");
}
