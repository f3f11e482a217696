using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

/// <summary>Rules of 2.8 to 3.2 that have more cases than the two of their record.</summary>
public class Since28To32Tests
{
    private const string Collector = """{ "id": "1", "name": "collector", "config": {} }""", Prometheus = """{ "id": "1", "name": "prometheus", "enabled": true, "config": { "per_consumer": true, "latency_metrics": true } }""";

    public static TheoryData<string> Ids => [.. BreakingChanges.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Finding_ThatIsNotCertain_SaysHowToFindOut(string id)
    {
        PreflightFinding finding = ExampleInstallation.Evaluate(BreakingChanges.Find(id)!.Record.Catches).Single(f => f.Id == id);
        (finding.Certainty is FindingCertainty.Certain || finding.HowToFindOut is not null).Should().BeTrue();
    }

    [Theory]
    [InlineData("2.8.4.0", "2.8.4.4", FindingSeverity.Blocking, FindingCertainty.Certain)]
    [InlineData("2.8.4.0", "2.8.4.6", FindingSeverity.Warning, FindingCertainty.Certain)]
    [InlineData("2.8.4.0", "3.4.3.1", FindingSeverity.Blocking, FindingCertainty.Certain)]
    [InlineData("2.8.4.6", "3.4.3.1", FindingSeverity.Blocking, FindingCertainty.Suspected)]
    public void Collector_ByVersions_IsWeighedDifferently(string from, string to, FindingSeverity severity, FindingCertainty certainty)
    {
        PreflightFinding finding = new RuleCase("280-03", from, to).Plugins(Collector).Find()!;
        (finding.Severity, finding.Certainty).Should().Be((severity, certainty));
    }

    [Theory]
    [InlineData("2.8.4.6", "2.8.4.9")]
    [InlineData("3.4.3.1", "3.10.0.2")]
    public void Collector_BlueLivesWithIt_FindsNothing(string from, string to) => new RuleCase("280-03", from, to).Plugins(Collector).Find().Should().BeNull();

    [Fact]
    public void Collector_ListedInPlugins_IsFound() => new RuleCase("280-03", "2.8.4.0", "2.8.4.4") { Conf = ["plugins = bundled, collector"] }.Names().Should().Equal("plugins");

    [Theory]
    [InlineData("""{ "name": "http-log", "config": { "headers": { "a": ["1", "2"] } } }""", EntityOrigin.Database, FindingSeverity.Warning)]
    [InlineData("""{ "name": "http-log", "config": { "headers": { "a": ["1"] } } }""", EntityOrigin.File, FindingSeverity.Blocking)]
    [InlineData("""{ "name": "http-log", "config": { "headers": { "a": ["1"] } } }""", EntityOrigin.AdminApi, null)]
    [InlineData("""{ "name": "http-log", "config": { "headers": { "a": "1" } } }""", EntityOrigin.File, null)]
    [InlineData("""{ "name": "http-log", "config": { "headers": null } }""", EntityOrigin.File, null)]
    public void HttpLogHeaders_ByOrigin_AreWeighedDifferently(string plugin, EntityOrigin origin, FindingSeverity? severity) => (new RuleCase("300-30") { Origin = origin }.Plugins(plugin).Find()?.Severity).Should().Be(severity);

    [Theory]
    [InlineData(EntityOrigin.Database, FindingSeverity.Warning)]
    [InlineData(EntityOrigin.File, FindingSeverity.Blocking)]
    public void Functions_ByOrigin_AreWeighedDifferently(EntityOrigin origin, FindingSeverity severity) =>
        new RuleCase("300-33") { Origin = origin }.Plugins("""{ "name": "pre-function", "enabled": false, "config": { "functions": ["return 1"] } }""").Find()!.Severity.Should().Be(severity);

    [Fact]
    public void Prometheus_SomeMetricsOn_NamesTheOthers() => new RuleCase("300-35").Plugins(Prometheus).Values().Should().Equal("off: status_code_metrics, bandwidth_metrics, upstream_health_metrics");

    [Theory]
    [InlineData("client_body_buffer_size = 16k", FindingSeverity.Warning)]
    [InlineData("client_max_body_size = 10m", FindingSeverity.Serious)]
    [InlineData("client_body_buffer_size = 8k", null)]
    [InlineData("client_max_body_size = 0", null)]
    [InlineData("nginx_http_client_max_body_size = 10m", null)]
    public void LostLimits_AnyValue_CountWhereTheyDifferFromTheDefault(string line, FindingSeverity? severity) => (new RuleCase("300-13") { Conf = [line] }.Find()?.Severity).Should().Be(severity);

    [Theory]
    [InlineData("""{ "configuration": { "client_max_body_size": "10m" } }""", 1)]
    [InlineData("""{ "configuration": { "client_max_body_size": "0", "client_body_buffer_size": "8k" } }""", 0)]
    public void LostLimits_OnlyANodeIsKnown_AreReadFromIt(string node, int found) => new RuleCase("300-13") { Blue = [node] }.Names().Should().HaveCount(found);

    [Theory]
    [InlineData("router_flavor", "traditional_compatible", 1)]
    [InlineData("router_flavor", "traditional", 0)]
    public void NewRouter_OnlyGreensNodeIsKnown_IsReadFromIt(string name, string value, int found) =>
        new RuleCase("300-04") { Blue = ["""{ "configuration": {} }"""], Green = [$$$"""{ "configuration": { "{{{name}}}": "{{{value}}}" } }"""] }.Names().Should().HaveCount(found);

    [Theory]
    [InlineData("""{ "name": "shop", "tls_verify": true }""", 1)]
    [InlineData("""{ "name": "shop", "tls_verify": true, "ca_certificates": ["1"] }""", 0)]
    [InlineData("""{ "name": "shop", "tls_verify": null }""", 0)]
    public void TrustedCertificates_OfServices_CountWhereTheBundleDecides(string service, int found) => new RuleCase("300-09") { Conf = [] }.With("services", service).Names().Should().HaveCount(found);

    [Theory]
    [InlineData("/a%2Fb", 1)]
    [InlineData("/100%", 0)]
    [InlineData("/a%2", 0)]
    [InlineData("/%zz%41", 1)]
    public void EncodedPaths_OnlyRealEncoding_IsSuspectedAndNoMoreThanInformation(string path, int found)
    {
        PreflightFinding? finding = new RuleCase("300-02").Routes($$"""{ "name": "r", "paths": ["{{path}}"] }""").Find();
        (finding?.Count ?? 0, finding?.Severity ?? FindingSeverity.Information).Should().Be((found, FindingSeverity.Information));
    }

    [Theory]
    [InlineData("/api", "v1", 1)]
    [InlineData(null, "v1", 0)]
    [InlineData("/", "v1", 0)]
    [InlineData("/api", "v0", 0)]
    public void OldPathHandling_InAFile_FindsServicesByName(string? path, string handling, int found) =>
        new RuleCase("300-05") { Origin = EntityOrigin.File }.Routes($$"""{ "name": "r", "path_handling": "{{handling}}", "service": { "name": "shop" } }""")
            .With("services", path is null ? """{ "name": "shop" }""" : $$"""{ "name": "shop", "path": "{{path}}" }""").Names().Should().HaveCount(found);

    [Theory]
    [InlineData("""{ "name": "session", "config": { "cookie_samesite": "off" } }""", "absolute_timeout becomes 86400 s, samesite off becomes Lax")]
    [InlineData("""{ "name": "session", "config": { "absolute_timeout": 0, "cookie_samesite": "off" } }""", "samesite off becomes Lax")]
    [InlineData("""{ "name": "openid-connect", "config": { "auth_methods": ["bearer"] } }""", null)]
    [InlineData("""{ "name": "openid-connect", "config": { "auth_methods": ["session"] } }""", "absolute_timeout becomes 86400 s")]
    public void SessionLimits_OfRows_SayWhatComes(string plugin, string? value) => new RuleCase("320-06", "2.8.4.3", "3.4.3.1").Plugins(plugin).Values().FirstOrDefault().Should().Be(value);

    [Fact]
    public void SessionLimits_OfFiles_HaveAnIdleTimeToo() =>
        new RuleCase("320-06") { Origin = EntityOrigin.File }.Plugins("""{ "name": "session", "config": { "absolute_timeout": 0 } }""").Values().Should().Equal("idling_timeout becomes 900 s");

    [Theory]
    [InlineData("3.1.1", 0)]
    [InlineData("3.1.1.2", 1)]
    public void TlsVersion_ByEdition_CountsForEnterpriseOnly(string from, int found) =>
        new RuleCase("320-01", from, from == "3.1.1" ? "3.9.1" : "3.4.3.1") { Conf = ["pg_ssl_version = tlsv1"] }.Names().Should().HaveCount(found);

    [Theory]
    [InlineData("3.0.2", "3.2.2", "legacy_worker_events = on", "legacy_worker_events = goes away with 3.3.0")]
    [InlineData("3.2.2", "3.9.1", "legacy_worker_events = on", "legacy_worker_events = gone since 3.3.0")]
    public void Crutches_ByVersion_SayWhenTheyGo(string from, string to, string line, string value) => new RuleCase("300-62", from, to) { Conf = [line] }.Find()!.Subjects.Select(s => $"{s.Name} = {s.Value}").Should().Equal(value);

    [Theory]
    [InlineData("kong/kong-gateway:2.8.4.3-alpine", 1)]
    [InlineData("kong/kong-gateway:2.8.4.3-alpine@sha256:0123", 1)]
    [InlineData("alpine.local:5000/kong/kong-gateway", 0)]
    public void Images_OnlyTheTag_Counts(string image, int found) =>
        ExampleInstallation.Evaluate(new() { From = "2.8.4.3", To = "2.8.4.5", Host = new() { Name = "green", Image = image } }).Count(f => f.Id == "280-10").Should().Be(found);

    [Theory]
    [InlineData("280-05", "debian", "10", 1)]
    [InlineData("280-05", "debian", "11", 0)]
    [InlineData("280-05", "centos", "7", 1)]
    [InlineData("280-05", "rhel", "7.9", 1)]
    [InlineData("280-05", "rhel", "70", 0)]
    [InlineData("280-04", "amzn", "2022", 1)]
    [InlineData("280-04", "amzn", "2023", 0)]
    [InlineData("300-55", "debian", "8", 1)]
    [InlineData("300-55", "ubuntu", "16.04", 1)]
    [InlineData("300-55", "amzn", "2023", 0)]
    [InlineData("320-12", "ubuntu", "18.04", 1)]
    [InlineData("320-13", "rocky", "9.1", 1)]
    public void Hosts_ByTheirSystem_AreFound(string id, string system, string version, int found) =>
        ExampleInstallation.Evaluate(new() { From = "2.8.4.1", To = "3.4.3.1", Host = new() { Name = "green-1", OperatingSystem = system, OperatingSystemVersion = version } }).Count(f => f.Id == id).Should().Be(found);

    [Fact]
    public void Rpm_InAContainer_IsNoPackage() =>
        ExampleInstallation.Evaluate(new() { From = "3.2.1.0", To = "3.4.3.1", Host = new() { Name = "green", OperatingSystem = "rhel", OperatingSystemVersion = "8.7", Image = "kong/kong-gateway:3.4.3.1-rhel" } }).Should().NotContain(f => f.Id == "320-13");
}
