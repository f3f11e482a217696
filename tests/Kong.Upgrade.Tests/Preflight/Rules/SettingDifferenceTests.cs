using System.Text.Json;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Rules.Always;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

public class SettingDifferenceTests
{
    [Fact]
    public void Find_RecordedNodesOf342And391_LeavesOnlyWhatSomebodySet() =>
        SettingDifference.Find(Recorded("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/root.http"), Recorded("3.4.2-to-3.9.1/s3-after-up/3.9.1/admin-root.http"))
            .Should().Equal(new SettingDifference("pg_timeout", "60000", "5000"));

    [Theory]
    [InlineData("\"trusted_ips\": [\"10.0.0.0/8\"]", "\"trusted_ips\": [\"10.0.0.0/8\"]", null)]
    [InlineData("\"trusted_ips\": [\"10.0.0.0/8\"]", "\"trusted_ips\": {}", "trusted_ips")]
    [InlineData("\"trusted_ips\": [\"10.0.0.0/8\"]", "\"x\": 1", "trusted_ips")]
    [InlineData("\"privileged_agent\": false", "\"x\": 1", null)]
    [InlineData("\"pg_password\": \"******\"", "\"pg_password\": {}", null)]
    [InlineData("\"redis_secret\": \"******\"", "\"redis_secret\": \"plain\"", null)]
    [InlineData("\"x\": 1", "\"x\": 1, \"pg_schema\": \"other\"", "pg_schema")]
    [InlineData("\"dns_stale_ttl\": 4", "\"dns_stale_ttl\": 3600", null)]
    [InlineData("\"dns_stale_ttl\": 3600", "\"dns_stale_ttl\": 4", "dns_stale_ttl")]
    [InlineData("\"dns_stale_ttl\": 60", "\"dns_stale_ttl\": 3600", "dns_stale_ttl")]
    [InlineData("\"proxy_listen\": [\"0.0.0.0:8000 reuseport\"]", "\"proxy_listen\": [\"127.0.0.1:9000 reuseport\"]", null)]
    [InlineData("\"proxy_listen\": [\"0.0.0.0:8000 proxy_protocol\"]", "\"proxy_listen\": [\"0.0.0.0:9000\"]", "proxy_listen")]
    [InlineData("\"stream_listen\": [\"0.0.0.0:5000\"]", "\"stream_listen\": [\"off\"]", "stream_listen")]
    [InlineData("\"status_listen\": [\"off\"]", "\"status_listen\": [\"127.0.0.1:8007\"]", null)]
    [InlineData("\"prefix\": \"/a/b\", \"ssl_cert\": [\"/a/b/ssl/x.crt\"]", "\"prefix\": \"/c\", \"ssl_cert\": [\"/c/ssl/x.crt\"]", null)]
    [InlineData("\"prefix\": \"/a/b\", \"ssl_cert\": [\"/a/b/ssl/x.crt\"]", "\"prefix\": \"/c\", \"ssl_cert\": [\"/etc/x.crt\"]", "ssl_cert")]
    public void Find_OneSetting_TellsDifferencesThatSomebodyMade(string blue, string green, string? found) =>
        SettingDifference.Find(Node("3.4.2", blue), Node("3.9.1", green)).Select(d => d.Setting).Should().Equal(found is null ? [] : [found]);

    [Theory]
    [InlineData("pg_host", "db.internal", "db.internal")]
    [InlineData("proxy_server", "http://user:pw@proxy:3128", "http://***@proxy:3128")]
    [InlineData("nginx_proxy_proxy_set_header", "Authorization x", "a value that is not shown")]
    [InlineData("admin_gui_session_conf", null, "nothing")]
    public void Of_Setting_ShowsNoSecret(string name, string? value, string shown) => ShownSetting.Of(name, value).Should().Be(shown);

    private static NodeFacts Node(string version, string settings) => new("node", Installations.Json($$"""{ "version": "{{version}}", "configuration": { {{settings}} } }"""));

    private static NodeFacts Recorded(string file)
    {
        string text = Recordings.Read(file);
        return new("node", JsonDocument.Parse(text[text.IndexOf("\n{", StringComparison.Ordinal)..]).RootElement);
    }
}
