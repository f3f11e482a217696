namespace Kong.Upgrade.Tests;

public class Since34RuleTests
{
    [Theory]
    [InlineData("kong/kong-gateway:3.4-alpine", "Serious Certain: image kong/kong-gateway:3.4-alpine")]
    [InlineData("registry:5000/team/kong:alpine", "Serious Certain: image registry:5000/team/kong:alpine")]
    [InlineData("kong:3.9.1", "Warning Suspected: image kong:3.9.1 is made of Ubuntu now")]
    [InlineData("docker.io/kong/kong-gateway", "Warning Suspected: image docker.io/kong/kong-gateway is made of Ubuntu now")]
    [InlineData("kong/kong-gateway:3.9.1-debian", "nothing")]
    [InlineData("registry:5000/alpine/kong:3.9.1", "nothing")]
    [InlineData("registry:5000/kong", "nothing")]
    public void Image_OfAnyName_IsJudgedByItsTag(string image, string found) =>
        RuleTrial.Find("340-02", $$"""{ "from": "3.3.1", "to": "3.9.1", "host": { "image": "{{image}}" } }""").Should().Be(found);

    [Theory]
    [InlineData("ubuntu", "18.04", "Blocking Certain: ubuntu 18.04")]
    [InlineData("centos", "7", "Blocking Certain: centos 7")]
    [InlineData("rhel", "8.9", "nothing")]
    public void System_ThatIsLeftBehind_Blocks(string system, string version, string found) =>
        RuleTrial.Find("340-03", $$"""{ "from": "3.3.1", "to": "3.9.1", "host": { "operatingSystem": "{{system}}", "operatingSystemVersion": "{{version}}" } }""").Should().Be(found);

    [Fact]
    public void Cassandra_OnlyLeftOverSettings_IsInformation() =>
        RuleTrial.FindSettings("340-01", "3.3.1", "3.9.1", "database = postgres", "cassandra_port = 9042").Should().Be("Information Certain: is ignored");

    [Theory]
    [InlineData("3.3.1", "3.4.2", "Warning Certain: not set: 100 becomes 1000; not set: 60 becomes 512")]
    [InlineData("3.3.1", "3.9.1", "Warning Certain: not set: 100 becomes 10000; not set: 60 becomes 512")]
    [InlineData("3.4.2", "3.9.1", "nothing")]
    public void Keepalive_ByTarget_NamesTheValueThatGreenReallyGets(string from, string to, string found) =>
        RuleTrial.FindSettings("340-09", from, to).Should().Be(found);

    [Theory]
    [InlineData("3.4.2.0", "3.10.0.2", "Warning Certain: not set: on becomes off")]
    [InlineData("3.4.1.1", "3.4.2.0", "Warning Certain: not set: off becomes on")]
    [InlineData("3.4.3.1", "3.10.0.2", "nothing")]
    [InlineData("3.4.2", "3.9.1", "nothing")]
    [InlineData("3.4.2", "3.5.0", "Warning Certain: not set: off becomes on")]
    [InlineData("3.5.0", "3.9.1", "Warning Certain: not set: on becomes off")]
    [InlineData("3.4.2.0", "3.5.0.1", "nothing")]
    [InlineData("3.5.0.2", "3.10.0.2", "nothing")]
    public void DnsNoSync_BetweenVersions_IsFoundWhereTheDefaultDiffers(string from, string to, string found) => RuleTrial.FindSettings("340-22", from, to).Should().Be(found);

    [Theory]
    [InlineData("""["plugins = bundled"]""", """["plugins = bundled, acme, mine"]""", "Warning Certain: green enables mine, blue does not")]
    [InlineData("""[]""", """["plugins = bundled"]""", "nothing")]
    [InlineData("""["plugins = key-auth"]""", """["plugins = bundled"]""", "Warning Certain: green enables bundled, blue does not")]
    public void Plugins_ThatOnlyGreenEnables_AreFound(string blue, string green, string found) =>
        RuleTrial.Find("340-13", $$"""{ "from": "3.8.1", "to": "3.9.1", "conf": {{blue}}, "greenConf": {{green}} }""").Should().Be(found);

    [Theory]
    [InlineData("""{ "username": "anna", "custom_id": "1" }, { "username": "bert", "custom_id": "1" }""", "Warning Certain: custom_id is another's as well")]
    [InlineData("""{ "username": "anna", "custom_id": "1" }, { "username": "1", "custom_id": "anna" }""", "nothing")]
    [InlineData("""{ "username": "anna", "custom_id": null }, { "username": "bert", "custom_id": null }""", "nothing")]
    public void Duplicates_OfAFile_AreFoundFieldByField(string consumers, string found) =>
        RuleTrial.Find("340-14", $$"""{ "from": "3.3.1", "to": "3.9.1", "origin": "file", "entities": { "consumers": [ {{consumers}} ] } }""").Should().Be(found);

    [Fact]
    public void Duplicates_OfCredentials_AreNamedWithoutTheSecret() =>
        RuleTrial.Find("340-14", """{ "from": "3.3.1", "to": "3.9.1", "origin": "file", "entities": { "keyauth_credentials": [ { "key": "s3cret" }, { "key": "s3cret" } ] } }""").Should().Be("Warning Certain: key is another's as well");

    [Theory]
    [InlineData("hybridControlPlane", """[]""", "Warning Suspected: on data planes that do not set it, 128m becomes 2048m")]
    [InlineData("hybridControlPlane", """["lmdb_map_size = 128m"]""", "nothing")]
    [InlineData("dbLess", """[]""", "Warning Certain: not set: 128m becomes 2048m")]
    public void Map_OfNodesWithoutDatabase_Grows(string deployment, string conf, string found) =>
        RuleTrial.Find("340-07", $$"""{ "from": "3.3.1", "to": "3.9.1", "deployment": "{{deployment}}", "conf": {{conf}} }""").Should().Be(found);

    [Theory]
    [InlineData(""" "blue": [ { "version": "3.3.1", "configuration": { "database": "postgres" } } ] """, "Serious Suspected: 0.0.0.0:8002, 0.0.0.0:8445 ssl, unless green's kong.conf says otherwise")]
    [InlineData(""" "blue": [ { "version": "3.3.1", "configuration": { "database": "postgres" } } ], "green": [ { "version": "3.9.1", "configuration": { "admin_gui_listen": ["off"] } } ] """, "nothing")]
    [InlineData(""" "blue": [], "green": [] """, "nothing")]
    public void Manager_OnlyNodesAreKnown_IsSuspectedUnlessGreenTells(string known, string found) => RuleTrial.Find("340-06", $$"""{ "from": "3.3.1", "to": "3.9.1", {{known}} }""").Should().Be(found);
}
