using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

/// <summary>The recorded installation of real Kong 3.4.2, evaluated for 3.9.1: exactly what a careful reader of the catalogue would write down.</summary>
public class RecordedInstallationTests(PostgresServer server)
{
    private const string Folder = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/";

    /// <summary>What the recorded node says was set, as its kong.conf had it.</summary>
    private const string Conf = """
        prefix = /opt/kong-lab/run/ax1
        pg_host = 127.0.0.1
        pg_port = 55432
        pg_user = kong
        pg_database = a342
        proxy_listen = 127.0.0.1:21000, 127.0.0.1:21003 ssl
        admin_listen = 127.0.0.1:21001
        status_listen = 127.0.0.1:21002
        admin_gui_listen = off
        nginx_worker_processes = 1
        anonymous_reports = off
        """;

    /// <summary>Line by line: what must be found, how sure and how bad it is, on how many things, and why a reader would write it down.</summary>
    private static readonly (string Finding, string Because)[] expected =
    [
        ("360-12 Serious Certain 1", "dns_stale_ttl is not set: 4 becomes 3600, and r-plain and others go to hosts by name (up-one, up-two are upstreams, but dead hosts would live on)"),
        ("SEEN-03 Serious Certain 1", "one rate-limiting of policy redis (r-redis): blue answers 500 there after finish (11 no. 13, 12.5); the two of policy cluster and local do not"),
        ("ANY-02 Serious Suspected 1", "256 idle connections a worker on green and 30 on blue of a server that lets in 100"),
        ("350-06 Warning Certain 1", "lua_socket_pool_size is not set: 30 becomes 256"),
        ("350-08 Warning Certain 2", "headers is not set and so gains X-Kong-Request-Id, and headers_upstream is new"),
        ("390-03 Warning Certain 4", "three rate-limiting and one response-ratelimiting have both kinds of redis fields between up and finish (seen in s3)"),
        ("350-09 Information Certain 1", "request_debug is not set and on by default"),
        ("360-13 Information Certain 2", "neither nginx_http_keepalive_requests nor upstream_keepalive_max_requests is set: 1000 becomes 10000"),
        ("370-10 Information Certain 1", "opentelemetry has queue.max_batch_size 1, which finish makes 200 (seen in s4)"),
        ("380-04 Information Certain 1", "opentelemetry has endpoint, which is called traces_endpoint now"),
        ("SEEN-08 Information Certain 2", "-f would damage r-regex and r-unicode (12.3); nobody has reason to use it here"),
        ("SEEN-20 Information Certain 2", "limits of policy cluster and redis are shared by both clusters (12.7 no. 3); that of policy local is not"),
        ("360-06 Serious Review 1", "four services speak HTTP, and no program sees here what their upstreams answer"),
        ("370-05 Warning Review 1", "prometheus is in use, and dashboards are not read here"),
        ("380-02 Warning Review 1", "every request to a service gets a further Via"),
        ("360-20 Information Review 1", "r-keyed has key-auth, which sends WWW-Authenticate since 3.7"),
        ("SEEN-13 Information Review 1", "3.4.2 and 3.9.1 do not hear of each other's changes (11 no. 16)"),
        ("SEEN-23 Information Review 1", "prometheus is in use, and 3.9.1 has two more buckets (12.7 no. 1)"),
    ];

    /// <summary>What a hasty reader would write down, and why it is wrong here.</summary>
    public static TheoryData<string, string> Tempting => new()
    {
        { "300-03", "blue is 3.4.2: its router reads ~/re/(?<id>\\d+)$ already as green's will" },
        { "340-17", "both certificates and the CA have RSA keys of 2048 bits and SHA-256" },
        { "350-01", "there is no session plugin" },
        { "360-01", "the redis migration was mended in 3.7; 3.9.1 keeps both kinds of fields until finish" },
        { "360-02", "redis_host in a row of the database is migrated; only files are refused" },
        { "360-04", "ssl_cipher_suite is intermediate: blue's listeners speak no TLS 1.1 (nginx_http_ssl_protocols of the recorded node), and OpenSSL 3, which came with 3.4, does not speak it either" },
        { "360-11", "status_listen is set" },
        { "360-16", "the CA certificate is named by no service and no plugin" },
        { "360-22", "every route has a service" },
        { "370-01", "the router is traditional_compatible, and no plugin has a regex" },
        { "370-06", "no plugin writes logs" },
        { "370-07", "nine plugins are no large database" },
        { "370-09", "header_type preserve is the default that every row has" },
        { "380-03", "correlation-id has a generator" },
        { "380-12", "no row has an old and a new field of different values" },
        { "390-02", "there is no custom plugin" },
        { "SEEN-01", "every route has updated_at" },
        { "SEEN-10", "no plugin takes the correlation header away" },
        { "ANY-08", "the vault env is configured, but nothing refers to it" },
    };

    [Fact]
    public async Task Installation_Recorded_YieldsExactlyWhatACarefulReaderWritesDown()
    {
        PreflightReport report = await EvaluateAsync();
        report.Findings.Select(f => $"{f.Id} {f.Severity} {f.Certainty} {f.Count}").Should().BeEquivalentTo(expected.Select(e => e.Finding), report.Describe(int.MaxValue));
        (report.IsComplete, report.IsBlocked).Should().Be((true, false));
    }

    [Theory]
    [MemberData(nameof(Tempting))]
    public async Task Installation_Recorded_IsNotBlamedForWhatItHasNot(string id, string because)
    {
        BreakingChanges.Find(id).Should().NotBeNull("otherwise nothing is tried");
        (await EvaluateAsync()).Findings.Should().NotContain(f => f.Id == id, because);
    }

    [Fact]
    public async Task Finding_OfTheRecordedInstallation_NamesWhatItIsAbout()
    {
        PreflightReport report = await EvaluateAsync();
        report.Findings.Single(f => f.Id == "SEEN-03").Subjects.Single().ToString().Should().Be("plugins rate-limiting on route r-redis (ad5ccd46-e21a-43c1-9949-74f7ea4f28b6): policy redis");
        report.Findings.Single(f => f.Id == "SEEN-08").Subjects.Select(s => s.Name).Should().Equal("r-regex", "r-unicode");
        report.Describe().Should().NotContainAny("\"pw\"", "redis_password");
    }

    private async Task<PreflightReport> EvaluateAsync()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using RecordedNode node = new(("/", Folder + "root.http"));
        KongPreflight preflight = new(new() { BlueConfiguration = KongConfiguration.Parse(Conf), BlueNodes = [new AdminApiOptions { Address = node.Address }], Entities = new PostgresEntitySource(database), Database = database });
        return await preflight.EvaluateAsync(Plan(), TestContext.Current.CancellationToken);
    }

    private static UpgradePlan Plan() =>
        UpgradePlan.CreateBuilder("3.4.2", "3.9.1").AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build();
}
