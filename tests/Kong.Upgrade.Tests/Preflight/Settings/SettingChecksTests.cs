using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Settings;

namespace Kong.Upgrade.Tests;

public class SettingChecksTests
{
    [Theory]
    [InlineData("pg_port = five", "pg_port: 'five' is no number")]
    [InlineData("role = controlplane", "role: 'controlplane' is none of traditional, control_plane, data_plane")]
    [InlineData("router_flavor = classic", "router_flavor: 'classic' is none of traditional, traditional_compatible, expressions")]
    public void Value_ThatKongRefuses_IsBlocking(string line, string subject)
    {
        PreflightFinding finding = Of(line).Should().ContainSingle().Which;
        (finding.Id, finding.Severity, finding.IsBlocking).Should().Be(("setting-invalid", FindingSeverity.Blocking, true));
        finding.Subjects.Select(s => $"{s.Name}: {s.Value}").Should().Equal(subject);
    }

    [Theory]
    [InlineData("pg_port = 5432")]
    [InlineData("pg_port = {vault://env/port}")]        // known to the node alone
    [InlineData("role = control_plane")]
    [InlineData("nginx_http_anything_at_all = on")]     // a directive of nginx
    [InlineData("pluginserver_mine_socket = /a.sock")]
    [InlineData("pg_ro_host = replica")]
    [InlineData("portal_gui_listen = off")]             // removed, and so a change of the catalogue
    [InlineData("log_level = info # chatty")]
    public void Value_ThatIsFine_IsLeftAlone(string line) => Of(line).Should().BeEmpty();

    [Fact]
    public void Name_ThatIsNotKnown_IsToldWithWhatMayBeMeant()
    {
        PreflightFinding finding = Of("prox_listen = 0.0.0.0:8000\nmy_plugin_thing = on").Should().ContainSingle().Which;
        (finding.Id, finding.Severity).Should().Be(("setting-unknown", FindingSeverity.Warning));
        finding.Subjects.Select(s => $"{s.Name}: {s.Value}").Should().Equal("my_plugin_thing: not known", "prox_listen: not known; did you mean proxy_listen?");
    }

    [Fact]
    public void Environment_ThatOnlyLooksLikeASetting_IsLeftAlone() =>
        SettingChecks.Of("blue", KongConfiguration.Parse("", new Dictionary<string, string> { ["KONG_VERSION"] = "3.4.2", ["KONG_PASSWORD"] = "x", ["KONG_PROXY_LISTN"] = "off" }))
            .Should().ContainSingle().Which.Subjects.Should().ContainSingle().Which.Value.Should().Be("not known; did you mean proxy_listen?");

    [Fact]
    public void Lines_ThatKongPassesOver_AreToldWithoutTheirValues()
    {
        PreflightFinding finding = Of("pg_user = a\npg_password sesame\n\npg_user = b\n[extra]\npg_host = c").Should().ContainSingle().Which;
        finding.Id.Should().Be("setting-lines");
        finding.Subjects.Select(s => s.Value).Should().Equal(
            "line 2: 'pg_password…' has no '=' and sets nothing.", "line 4: pg_user is set in line 1 already; the later one counts.", "line 5: [extra] begins a section: Kong reads nothing from there on.");
    }

    private static PreflightFinding[] Of(string text) => [.. SettingChecks.Of("blue", KongConfiguration.Parse(text))];
}
