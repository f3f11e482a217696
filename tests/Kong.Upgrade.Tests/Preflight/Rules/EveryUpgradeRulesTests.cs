using System.Text.Json;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Tests;

/// <summary>Rules that look at settings, nodes, hosts and the database, where they have more cases than their examples.</summary>
public class EveryUpgradeRulesTests
{
    [Theory]
    [InlineData(490, "log_level = info", false)]
    [InlineData(491, "log_level = info", true)]
    [InlineData(491, "nginx_http_lua_shared_dict = prometheus_metrics 50m", false)]
    [InlineData(491, "nginx_http_lua_shared_dict = other 50m", true)]
    [InlineData(4901, "nginx_http_lua_shared_dict = prometheus_metrics 50m", true)]
    public void MetricsRoom_Routes_IsWhatTheDictionaryHolds(int routes, string setting, bool isFound)
    {
        ChangeExample example = Metrics("3.4.2", routes, "\"status_code_metrics\": true");
        example.Conf = [setting];
        (Installations.Find("SEEN-12", example) is not null).Should().Be(isFound);
    }

    [Theory]
    [InlineData("3.4.2", "\"status_code_metrics\": false, \"latency_metrics\": false", false)]
    [InlineData("3.4.2", "\"per_consumer\": false", false)]
    [InlineData("2.8.5", "\"per_consumer\": false", true)]
    [InlineData("3.4.2", "\"latency_metrics\": true", true)]
    public void MetricsRoom_Plugin_CountsOnlyWhenItCounts(string from, string config, bool isFound) => (Installations.Find("SEEN-12", Metrics(from, 2000, config)) is not null).Should().Be(isFound);

    [Theory]
    [InlineData("plugins", 49_999, null, false)]
    [InlineData("plugins", 50_000, null, true)]
    [InlineData("keyauth_credentials", 99_999, null, false)]
    [InlineData("keyauth_credentials", 100_000, null, true)]
    [InlineData("consumers", 9_000_000, null, false)]
    [InlineData("plugins", 350_000, "pg_timeout = 60000", false)]
    [InlineData("plugins", 350_000, "pg_timeout = 5000", true)]
    public void LargeTables_Rows_AreWhatMigrationsRewrite(string table, long rows, string? setting, bool isFound) =>
        (Installations.Find("370-07", new() { From = "3.4.2", To = "3.9.1", Conf = setting is null ? [] : [setting], Database = new() { Rows = new() { [table] = rows } } }) is not null).Should().Be(isFound);

    [Theory]
    [InlineData("ANY-06", "admin_listen = 127.0.0.1:9001, 127.0.0.1:8444 ssl", FindingCertainty.Certain)]
    [InlineData("SEEN-14", "proxy_listen = 0.0.0.0:9000", FindingCertainty.Certain)]
    [InlineData("SEEN-15", "proxy_listen = 0.0.0.0:9000", FindingCertainty.Certain)]
    [InlineData("ANY-06", null, FindingCertainty.Suspected)]
    [InlineData("SEEN-15", null, FindingCertainty.Suspected)]
    public void SharedHost_GreenSetting_IsSureWhereGreenIsKnown(string id, string? green, FindingCertainty certainty) =>
        Installations.Find(id, new() { From = "3.4.2", To = "3.9.1", Conf = [], GreenConf = green is null ? null : [green], Blue = [Node("gw-1")], Host = new() { Name = "gw-1" } })!.Certainty.Should().Be(certainty);

    [Theory]
    [InlineData("3.3.1", "3.9.1", false)]
    [InlineData("3.4.2", "3.9.1", true)]
    public void Manager_BlueWithout_LeavesItsPortToGreen(string from, string to, bool isFound) =>
        (Installations.Find("SEEN-14", new() { From = from, To = to, Conf = [], GreenConf = [], Blue = [Node("gw-1")], Host = new() { Name = "gw-1" } }) is not null).Should().Be(isFound);

    [Theory]
    [InlineData("plugins = bundled", "my-auth", true)]
    [InlineData("plugins = bundled, my-auth", "my-auth", false)]
    [InlineData("plugins = bundled", "key-auth", false)]
    [InlineData("log_level = info", "my-auth", true)]
    public void PluginsThere_GreenConfiguration_NamesWhatBlueUses(string green, string plugin, bool isFound)
    {
        ChangeExample example = Installations.Of("3.4.2", "3.9.1", "plugins", $$"""{ "name": "{{plugin}}" }""");
        (example.Conf, example.GreenConf) = ([], [green]);
        (Installations.Find("ANY-03", example) is not null).Should().Be(isFound);
    }

    [Theory]
    [InlineData("""{ "name": "x", "config": { "a": { "b": ["{vault:\/\/aws\/x}"] } } }""", "config.a.b {vault://aws/x}")]
    [InlineData("""{ "name": "x", "config": { "b": "{vault://env/present}" } }""", null)]
    [InlineData("""{ "name": "x", "config": { "b": "{vault://env/absent}" } }""", "config.b {vault://env/absent}")]
    public void Vaults_Plugin_NamesWhatCannotBeReadFromHere(string plugin, string? value)
    {
        ChangeExample example = Installations.Of("3.4.2", "3.9.1", "plugins", plugin);
        (example.Conf, example.Env) = ([], new() { ["PRESENT"] = "1" });
        (Installations.Find("ANY-08", example)?.Subjects.Single().Value).Should().Be(value);
    }

    [Theory]
    [InlineData("3.2.2", "3.7.1", true)]
    [InlineData("3.3.1", "3.7.1", false)]
    [InlineData("3.2.2", "3.6.0", false)]
    public void Teardown_RowWithoutQueue_StopsOnlyWhereItIsFromBefore33(string from, string to, bool isFound) =>
        (Installations.Find("370-08", from, to, "plugins", """{ "name": "opentelemetry", "enabled": false, "config": { "endpoint": "http://o/v1/traces" } }""") is not null).Should().Be(isFound);

    [Fact]
    public void Licence_NothingKnownOfSettings_IsNotMissed() => Installations.Find("3100-05", new() { From = "3.4.3.1", To = "3.10.0.2" }).Should().BeNull();

    private static ChangeExample Metrics(string from, int routes, string config) => new()
    {
        From = from,
        To = "3.9.1",
        Conf = [],
        Entities = new() { ["plugins"] = [Installations.Json($$"""{ "name": "prometheus", "enabled": true, "config": { {{config}} } }""")], ["routes"] = [.. Enumerable.Repeat(Installations.Json("{}"), routes)] },
    };

    private static JsonElement Node(string host) => Installations.Json($$"""{ "version": "3.4.2", "hostname": "{{host}}" }""");
}
