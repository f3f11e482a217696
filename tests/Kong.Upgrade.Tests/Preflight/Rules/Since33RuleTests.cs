namespace Kong.Upgrade.Tests;

public class Since33RuleTests
{
    [Theory]
    [InlineData("""{ "retry_count": 10, "queue_size": 1, "flush_timeout": 2 }""", "nothing")]
    [InlineData("""{ "retry_count": null, "queue": { "max_batch_size": 5 } }""", "nothing")]
    [InlineData("""{ "retry_count": 3, "queue_size": 1, "flush_timeout": 0.5 }""", "Warning Certain: config.retry_count 3, config.flush_timeout 0.5")]
    public void LegacyQueue_OldDefaultsOrOthers_OnlyOthersAreFound(string config, string found) => RuleTrial.FindPlugin("330-01", "2.8.5", "3.9.1", "statsd", config).Should().Be(found);

    [Theory]
    [InlineData("local p = kong.configuration.pg_password", "Serious Suspected: code of access has _password and kong.configuration")]
    [InlineData("local p = kong.configuration[name]", "Serious Suspected: code of access has kong.configuration[")]
    [InlineData("local v = kong.configuration.log_level", "nothing")]
    [InlineData("local v = kong.cache:get('mine', nil, load)", "nothing")]
    [InlineData("local s = kong.cache:get(kong.db.services:cache_key(id), nil, load)", "Serious Suspected: code of access has :cache_key( and kong.cache")]
    public void Functions_ThatReadWhatIsNoLongerTheirs_AreSuspected(string code, string found) =>
        RuleTrial.FindPlugin("330-04", "3.2.2", "3.9.1", "post-function", $$"""{ "access": {{RuleTrial.Json(code)}} }""").Should().Be(found);

    [Theory]
    [InlineData("3.1.1", """[]""", "Warning Certain: not set: 1 becomes 0.01")]
    [InlineData("3.1.1", """["opentelemetry_tracing_sampling_rate = 1"]""", "nothing")]
    [InlineData("2.8.5", """[]""", "nothing")]
    public void Tracing_WithoutRate_LosesSamplesWhereBlueTraces(string from, string rate, string found) =>
        RuleTrial.Find("330-05", $$"""{ "from": "{{from}}", "to": "3.9.1", "env": { "KONG_OPENTELEMETRY_TRACING": "all" }, "conf": {{rate}} }""").Should().Be(found);

    [Fact]
    public void Tracing_OnlyNodesAreKnown_IsSuspected() =>
        RuleTrial.Find("330-05", """{ "from": "3.2.2", "to": "3.9.1", "blue": [ { "version": "3.2.2", "configuration": { "tracing_instrumentations": ["all"], "tracing_sampling_rate": 1 } } ] }""")
            .Should().Be("Warning Suspected: blue has 1; unless green's kong.conf says so too, it becomes 0.01");

    [Theory]
    [InlineData("3.2.2", "traditional_compatible", """["/a", "/abc"]""", "Serious Suspected: 2 paths of 2 lengths: /a, /abc")]
    [InlineData("3.2.2", "traditional_compatible", """["/ab", "~/a\\d"]""", "Serious Suspected: 2 paths of 2 lengths: /ab, ~/a\\d")]
    [InlineData("3.2.2", "traditional_compatible", """["~/a\\d", "~/abc\\d"]""", "nothing")]
    [InlineData("3.2.2", "traditional", """["/a", "/abc"]""", "nothing")]
    [InlineData("2.8.5", "traditional_compatible", """["/a", "/abc"]""", "nothing")]
    public void Routes_OfPathsOfSeveralLengths_AreSplitSince33ButNotFor28(string from, string flavor, string paths, string found) =>
        RuleTrial.Find("330-06", $$"""{ "from": "{{from}}", "to": "3.9.1", "conf": ["router_flavor = {{flavor}}"], "entities": { "routes": [ { "id": "1", "paths": {{paths}} } ] } }""").Should().Be(found);

    [Theory]
    [InlineData("3.4.2", "3.9.1", 150004, "Blocking Certain: no CREATE on the schema")]
    [InlineData("3.9.0", "3.9.1", 150004, "nothing")]
    [InlineData("3.4.2", "3.9.1", 140010, "nothing")]
    public void Database_WithoutCreate_StopsUpgradesThatMakeTables(string from, string to, int server, string found) =>
        RuleTrial.Find("330-07", $$"""{ "from": "{{from}}", "to": "{{to}}", "database": { "serverVersion": {{server}}, "mayCreate": false } }""").Should().Be(found);

    [Theory]
    [InlineData("hcv", "Serious Certain: config.client_secret lies in the vault mine")]
    [InlineData("aws", "nothing")]
    public void ClientSecret_InAVaultByPrefix_IsFoundByTheVaultsKind(string kind, string found) =>
        RuleTrial.Find("330-09", $$"""
            { "from": "3.2.2.5", "to": "3.3.0.0", "entities": {
              "plugins": [ { "name": "openid-connect", "config": { "client_secret": ["{vault://mine/x/y}"] } } ], "vaults": [ { "name": "{{kind}}", "prefix": "mine" } ] } }
            """).Should().Be(found);

    [Theory]
    [InlineData("""["lua_max_req_headers = 200"]""", "Warning Review: in use, and a limit of 100 is not set otherwise")]
    [InlineData("""["lua_max_req_headers = 200", "lua_max_resp_headers = 200", "lua_max_uri_args = 200", "lua_max_post_args = 200"]""", "nothing")]
    public void Limits_ThatAreNotAllSet_AreForReview(string conf, string found) =>
        RuleTrial.Find("330-16", $$"""{ "from": "3.2.2", "to": "3.9.1", "conf": {{conf}}, "entities": { "plugins": [ { "name": "proxy-cache", "config": {} } ] } }""").Should().Be(found);
}
