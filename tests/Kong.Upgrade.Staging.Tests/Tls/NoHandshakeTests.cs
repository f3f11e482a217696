using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Calling;
using Kong.Upgrade.Staging.Tests.Calling;
using Kong.Upgrade.Staging.Tls;

namespace Kong.Upgrade.Staging.Tests.Tls;

/// <summary>Handshakes that fail or hang: who cannot look cannot tell.</summary>
public class NoHandshakeTests
{
    [Fact]
    public async Task Certificate_PortWithoutTls_CouldNotTell()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport report = await RunAsync([nginx.PlainNode], [], tests => tests.Certificate("a.test"));

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        report.Tests.Single().Evidence.Should().StartWith("green-1: ");
    }

    [Fact]
    public async Task Ask_PortWithoutTls_IsTrouble()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();
        using NodeCaller caller = new(new(), TimeProvider.System);

        (await caller.AskAsync(nginx.PlainNode, new() { Path = "/", Host = "a.test", Tls = true }, TestContext.Current.CancellationToken)).IsThere.Should().BeFalse();
    }

    [Fact]
    public async Task Certificate_HandshakeThatHangs_CouldNotTellWhenTimeIsUp()
    {
        await using ScriptedServer silent = new((_, _, _) => Task.CompletedTask);

        StagingReport report = await RunAsync([Secure(silent, "green-1")], [], tests => tests.Certificate("a.test").Configure(o => o.AnswerWithin = TimeSpan.FromMilliseconds(300)));

        report.Tests.Single().Should().BeEquivalentTo(new { Verdict = StagingVerdict.CouldNotTell, Evidence = "green-1: no handshake within 0.3 s" });
    }

    [Fact]
    public async Task Ask_HandshakeThatHangs_IsTrouble()
    {
        await using ScriptedServer silent = new((_, _, _) => Task.CompletedTask);
        using NodeCaller caller = new(new() { AnswerWithin = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);

        (await caller.AskAsync(Secure(silent, "green-1"), new() { Path = "/", Tls = true }, TestContext.Current.CancellationToken)).Trouble.Should().Be("nothing came within 0.3 s");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_NoHandshakeOnEitherSide_IsNeitherGreensFaultNorAPass(bool isConcluded)
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport report = await RunAsync([nginx.PlainNode], [nginx.PlainNode], tests => tests.Add(new CertificateTest("a.test", [], isConcluded)));

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
    }

    [Fact]
    public async Task Certificate_NoHandshakeOnGreenOnly_Fails()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport report = await RunAsync([nginx.PlainNode], [nginx.Node], tests => tests.Certificate("a.test"));

        report.Causes.Should().ContainSingle(report.Describe()).Which.What.Should().Be("no certificate is shown");
    }

    [Fact]
    public async Task Certificate_GreenWhoseAddressIsNotKnown_CouldNotTell()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();
        ClusterNode unknown = new() { Name = "green-1", Version = KongVersion.Parse("3.9.1") };

        StagingReport report = await RunAsync([unknown], [nginx.Node], tests => tests.Certificate("a.test"));

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        report.Tests.Single().Evidence.Should().Contain("name its ProxyTls");
    }

    private static ClusterNode Secure(ScriptedServer server, string name) => new() { Name = name, Version = KongVersion.Parse("3.9.1"), ProxyTls = new($"https://127.0.0.1:{server.Address.Port}") };

    private static Task<StagingReport> RunAsync(IReadOnlyList<ClusterNode> green, IReadOnlyList<ClusterNode> blue, Action<StagingSuiteBuilder> assemble) =>
        new StagingRunner().RunAsync(StagingSuite.Create(assemble), new() { Green = green, Blue = blue }, TestContext.Current.CancellationToken);
}
