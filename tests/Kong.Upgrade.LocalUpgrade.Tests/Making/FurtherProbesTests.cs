using Kong.Upgrade.LocalUpgrade.Tests.Settings;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.Probing.Synthetic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Making;

public class FurtherProbesTests
{
    private const string Both = """
        "watch": { "kongMetrics": true }, "synthetic": { "requests": [{ "name": "t", "path": "/t" }] }, "journal"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FurtherProbes_WhenNoneIsNamed_AreNone()
    {
        using FurtherProbes further = await FurtherProbes.OfAsync(SettingsText.File(SettingsText.Sound).All(), Token);

        further.Probes.Should().BeEmpty();
        further.Rules.Should().BeEmpty();
    }

    [Fact]
    public async Task FurtherProbes_ThatAreNamed_LookWhereTheNodesListen()
    {
        UpgradeSettings settings = SettingsText.File(Own(SettingsText.With("\"journal\"", Both), "127.0.0.1:18000")).All();
        using FurtherProbes further = await FurtherProbes.OfAsync(settings, Token);

        further.Probes.Should().SatisfyRespectively(first => first.Should().BeOfType<KongMetricsProbe>(), second => second.Should().BeOfType<SyntheticProbe>());
        further.Rules.Should().ContainSingle().Which.Should().BeOfType<KongMetricsRule>();
        settings.Synthetic!.Blue.Should().Equal(new Uri("http://127.0.0.1:8000"));
        settings.Synthetic.Green.Should().Equal(new Uri("http://127.0.0.1:18000"));
    }

    [Fact]
    public async Task FurtherProbes_OfANodeWithoutAPlainAddress_SayWhatToName()
    {
        UpgradeSettings settings = SettingsText.File(Own(SettingsText.With("\"journal\"", Both), "off")).All();

        await FluentActions.Awaiting(() => FurtherProbes.OfAsync(settings, Token)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("*g1 takes requests for user traffic*Name its 'proxy'*");
    }

    [Theory]
    [InlineData("127.0.0.1:8007", "http://127.0.0.1:8007/")]
    [InlineData("0.0.0.0:8007 ssl, 0.0.0.0:8008", "http://127.0.0.1:8008/")]
    [InlineData("off", null)]
    public void Status_OfAConfiguration_IsItsFirstPlainAddress(string listen, string? expected) =>
        Listeners.Status(KongConfiguration.Parse($"status_listen = {listen}\n"))?.ToString().Should().Be(expected);

    [Theory]
    [InlineData("127.0.0.1:8000, 127.0.0.1:8443 http2 ssl", "https://127.0.0.1:8443/")]
    [InlineData("127.0.0.1:8000", null)]
    [InlineData(null, "https://127.0.0.1:8443/")]
    public void ProxyTls_OfAConfiguration_IsItsFirstAddressWithTls(string? listen, string? expected) =>
        Listeners.ProxyTls(KongConfiguration.Parse(listen is null ? "" : $"proxy_listen = {listen}\n"))?.ToString().Should().Be(expected);

    [Theory]
    [InlineData("", "/srv/b1/logs/error.log")]
    [InlineData("proxy_error_log = /var/log/kong.log notice\n", "/var/log/kong.log")]
    [InlineData("proxy_error_log = /dev/stderr\n", null)]
    [InlineData("proxy_error_log = syslog:server=h\n", null)]
    public void ErrorLog_OfAConfiguration_IsAFileOrNotKnown(string text, string? expected) => Listeners.ErrorLog("/srv/b1", KongConfiguration.Parse(text)).Should().Be(expected);

    private static string Own(string text, string listen) => text
        .Replace("\"name\": \"b1\"", "\"environment\": { \"KONG_ADMIN_LISTEN\": \"127.0.0.1:8001\" }, \"name\": \"b1\"", StringComparison.Ordinal)
        .Replace("\"name\": \"g1\"", $"\"environment\": {{ \"KONG_PROXY_LISTEN\": \"{listen}\", \"KONG_ADMIN_LISTEN\": \"127.0.0.1:18001\" }}, \"name\": \"g1\"", StringComparison.Ordinal);
}
