namespace Kong.Upgrade.Tests;

public class Since36RuleTests
{
    private const string Change = "not set: TLSv1.1 TLSv1.2 TLSv1.3 becomes TLSv1.2 TLSv1.3";

    [Theory]
    [InlineData("3.4.2", """[]""", "nothing")]
    [InlineData("3.4.2", """["ssl_cipher_suite = old"]""", "nothing")]
    [InlineData("3.4.2", """["ssl_cipher_suite = custom", "ssl_ciphers = HIGH"]""", "nothing")]
    [InlineData("3.4.2", """["ssl_cipher_suite = custom", "ssl_ciphers = HIGH:@SECLEVEL=0"]""", "Serious Certain: " + Change)]
    [InlineData("3.4.2", """["nginx_http_lua_ssl_ciphers = DEFAULT@SECLEVEL=0"]""", "Warning Suspected: " + Change)]
    [InlineData("2.8.5", """[]""", "Warning Suspected: " + Change)]
    [InlineData("2.8.5", """["lua_ssl_protocols = TLSv1.2"]""", "nothing")]
    [InlineData("2.8.5", """["lua_ssl_protocols = TLSv1.2", "ssl_cipher_suite = custom"]""", "Serious Certain: " + Change)]
    [InlineData("2.8.5", """["lua_ssl_protocols = TLSv1.2", "ssl_cipher_suite = custom", "ssl_protocols = TLSv1.1"]""", "nothing")]
    [InlineData("2.8.5", """["lua_ssl_protocols = TLSv1.2", "ssl_cipher_suite = intermediate"]""", "nothing")]
    public void Tls11_ByDirectionAndSuite_IsLostOnlyWhereItWasSpoken(string from, string conf, string found) => RuleTrial.Find("360-04", $$"""{ "from": "{{from}}", "to": "3.9.1", "conf": {{conf}} }""").Should().Be(found);

    [Theory]
    [InlineData("3.6.0", "rate-limiting", """{ "policy": "redis", "redis_host": "r" }""", "Blocking Certain: policy redis at r")]
    [InlineData("3.6.1", "acme", """{ "storage": "redis", "storage_config": { "redis": { "host": "r" } } }""", "Blocking Certain: storage redis at r")]
    [InlineData("3.6.1.4", "acme", """{ "storage": "redis", "storage_config": { "redis": { "host": "r" } } }""", "Blocking Certain: storage redis at r")]
    [InlineData("3.6.1.5", "acme", """{ "storage": "redis", "storage_config": { "redis": { "host": "r" } } }""", "nothing")]
    [InlineData("3.7.1", "rate-limiting", """{ "policy": "redis", "redis_host": "r" }""", "nothing")]
    [InlineData("3.6.0", "rate-limiting", """{ "policy": "local", "redis_host": "left-over" }""", "nothing")]
    [InlineData("3.6.0", "acme", """{ "storage": "shm", "storage_config": { "redis": { "host": "left-over" } } }""", "nothing")]
    public void RedisUsers_ByTarget_AreFoundOnlyWhereTheMigrationIsBroken(string to, string plugin, string config, string found) => RuleTrial.FindPlugin("360-01", "3.5.0", to, plugin, config).Should().Be(found);

    [Theory]
    [InlineData("3.6.0", "request-transformer", """{ "add": { "headers": ["a:b"], "body": [] } }""", "nothing")]
    [InlineData("3.6.0", "request-transformer", """{ "add": { "body": ["a:b"] } }""", "Serious Suspected: reads bodies, and Kong listens for HTTP/2")]
    [InlineData("3.6.1", "jq", "{}", "nothing")]
    [InlineData("3.6.1.0", "jq", "{}", "Serious Suspected: reads bodies, and Kong listens for HTTP/2")]
    [InlineData("3.6.1.1", "jq", "{}", "nothing")]
    public void BodyReaders_ByTarget_AreFoundWhereHttp2Breaks(string to, string plugin, string config, string found) => RuleTrial.FindPlugin("360-08", "3.5.0", to, plugin, config).Should().Be(found);

    [Theory]
    [InlineData("3.5.0", "basic-auth", "Information Review: sends WWW-Authenticate since 3.6")]
    [InlineData("3.6.1", "basic-auth", "nothing")]
    [InlineData("3.6.1", "key-auth", "Information Review: sends WWW-Authenticate since 3.7")]
    [InlineData("3.7.1", "hmac-auth", "Information Review: sends WWW-Authenticate since 3.8")]
    [InlineData("3.8.1", "hmac-auth", "nothing")]
    public void Challenge_OfEachPlugin_HasAVersionOfItsOwn(string from, string plugin, string found) => RuleTrial.FindPlugin("360-20", from, "3.9.1", plugin, "{}").Should().Be(found);

    [Theory]
    [InlineData("""{ "name": "prometheus", "enabled": true, "config": { "status_code_metrics": true } }""", "Warning Certain: has no service; has no service")]
    [InlineData("""{ "name": "prometheus", "enabled": false, "config": { "status_code_metrics": true } }""", "nothing")]
    [InlineData("""{ "name": "prometheus", "enabled": true, "config": { "status_code_metrics": false, "latency_metrics": false, "bandwidth_metrics": false, "upstream_health_metrics": true } }""", "nothing")]
    [InlineData("""{ "name": "prometheus", "enabled": true, "route": { "id": "b" }, "config": { "latency_metrics": true } }""", "Warning Certain: has no service")]
    [InlineData("""{ "name": "prometheus", "enabled": true, "route": { "id": "c" }, "config": { "latency_metrics": true } }""", "nothing")]
    [InlineData("""{ "name": "prometheus", "enabled": true, "workspace": "other", "config": { "latency_metrics": true } }""", "nothing")]
    public void RoutesWithoutService_WherePrometheusCountsThem_AreFound(string plugin, string found) =>
        RuleTrial.Find("360-22", $$"""{ "from": "3.4.2", "to": "3.9.1", "entities": { "routes": [ { "id": "a" }, { "id": "b", "service": null }, { "id": "c", "service": { "id": "s" } } ], "plugins": [ {{plugin}} ] } }""").Should().Be(found);

    [Fact]
    public void RoutesWithoutService_MoreThanAreKept_AreAllCounted()
    {
        string routes = string.Join(",", Enumerable.Range(0, 250).Select(i => $$"""{ "id": "{{i}}" }"""));
        string example = $$"""{ "from": "3.4.2", "to": "3.9.1", "entities": { "routes": [ {{routes}} ], "plugins": [ { "name": "prometheus", "config": { "latency_metrics": true } } ] } }""";
        ExampleInstallation.Evaluate(System.Text.Json.JsonSerializer.Deserialize(example, Kong.Upgrade.Preflight.Catalogue.ChangeJson.Default.ChangeExample)!).Single(f => f.Id == "360-22").Count.Should().Be(250);
    }

    [Theory]
    [InlineData("3.6.0", "3.6.1", "Warning")]
    [InlineData("3.5.0", "3.6.1", "nothing")]
    [InlineData("3.6.0", "3.7.1", "nothing")]
    public void Patch_WithAMigration_IsFoundOnlyAsAPatch(string from, string to, string found) => RuleTrial.Find("360-23", $$"""{ "from": "{{from}}", "to": "{{to}}" }""").Should().StartWith(found);

    [Theory]
    [InlineData("file", "Warning Certain: config.redis_host, config.redis_port")]
    [InlineData("database", "nothing")]
    public void RedisNames_OfOld_ConcernFilesOnly(string origin, string found) =>
        RuleTrial.FindPlugin("360-02", "3.5.0", "3.9.1", "rate-limiting", """{ "policy": "redis", "redis_host": "r", "redis_port": 6379, "redis_password": null }""", $""", "origin": "{origin}" """).Should().Be(found);
}
