using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>Whatever the Runtime API says instead of an answer, a person learns what to do.</summary>
public sealed class RuntimeApiTests : IAsyncDisposable
{
    private readonly FakeRuntime runtime = new();

    [Theory]
    [InlineData("Permission denied\n\n", "*refused*Permission denied*level admin*", false)]
    [InlineData("No such server.\n\n", "*No such server*as HAProxy's configuration does*", false)]
    [InlineData("Can't find backend.\n\n", "*Can't find backend*", false)]
    [InlineData("Unknown command, but maybe one of the following ones is a better match:\n", "*Unknown command*2.2 or later*", false)]
    [InlineData("", "*broke off after 0 bytes*", true)]
    [InlineData("1\n# be_id srv_name\n3 ki", "*broke off after 23 bytes*", true)]
    [InlineData("1\n# be_id srv_name\n3 kong\n", "*cannot be read*", false)]
    [InlineData("hello\n", "*cannot be read*'hello'*", false)]
    public async Task GetShare_AnAnswerThatIsNone_SaysWhatToDo(string answer, string message, bool isTransient)
    {
        runtime.Instead = answer;

        (await Splitter().Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage(message).Which.IsTransient.Should().Be(isTransient);
    }

    [Theory]
    [InlineData("Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.\n\n", "*roundrobin*")]
    [InlineData("Something never seen.\n\n", "*Something never seen*manual*")]
    public async Task SetShare_AWordAboutAWeight_IsARefusal(string answer, string message)
    {
        runtime.Instead = answer;

        (await Splitter().Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage(message);
    }

    [Fact]
    public async Task GetShare_NobodyListens_SaysSo()
    {
        string socket = runtime.Socket;
        await runtime.DisposeAsync();

        (await Splitter(socket).Invoking(s => s.GetShareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*could not be asked*See whether it runs*").Which.IsTransient.Should().BeTrue();
    }

    [Theory]
    [InlineData("/run/haproxy/admin.sock", true)]
    [InlineData("127.0.0.1:9999", true)]
    [InlineData("[::1]:9999", true)]
    [InlineData("balancer.example:9999", true)]
    [InlineData("run/admin.sock", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1:0", false)]
    [InlineData("127.0.0.1:65536", false)]
    [InlineData(":9999", false)]
    [InlineData("", false)]
    [InlineData("/", false)]
    public void Parse_AnAddress_IsASocketOrAHostAndPort(string text, bool isOne) => (RuntimeAddress.Parse(text) is not null).Should().Be(isOne);

    public ValueTask DisposeAsync() => runtime.DisposeAsync();

    private HAProxyTrafficSplitter Splitter(string? socket = null) => new(new() { Socket = socket ?? runtime.Socket, Backend = "kong", Blue = ["blue1"], Green = ["green1"], AnswerWithin = TimeSpan.FromSeconds(20) });
}
