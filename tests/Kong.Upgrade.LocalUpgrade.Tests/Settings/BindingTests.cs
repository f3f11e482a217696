using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.HAProxy;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

public class BindingTests
{
    [Fact]
    public void Defaults_OfThePlan_AreThoseOfTheLibrary()
    {
        UpgradePlan plan = SettingsText.File(SettingsText.With("\"journal\"", "\"staging\": { \"derived\": false, \"nodes\": false }, \"journal\"")).All().Plan!;
        UpgradePlan standard = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(4)).Build();

        plan.Fingerprint.Should().Be(standard.Fingerprint, plan.Describe());
    }

    [Fact]
    public void Defaults_OfTheJudge_AreThoseOfTheLibrary() => SettingsText.File(SettingsText.Sound).All().Judge.Should().BeEquivalentTo(new JudgeOptions());

    [Fact]
    public void Judge_AsTheFileSaysIt_IsThePlansGate()
    {
        UpgradePlan plan = SettingsText.File(SettingsText.With("\"journal\"", """
            "judge": { "falseAlarm": 0.01, "acceptedHarm": 0.002, "baseline": "2s", "looksToDecide": 3, "ignored": ["kongLatency", "requestLatency"] }, "journal"
            """)).All().Plan!;

        JudgeOptions expected = new() { FalseAlarm = 0.01, AcceptedHarm = 0.002, Baseline = TimeSpan.FromSeconds(2), LooksToDecide = 3, Ignored = [JudgeSignal.KongLatency, JudgeSignal.RequestLatency] };
        plan.Gates.Should().ContainSingle().Which.Name.Should().Be(Gate.Judge(expected).Name);
    }

    [Fact]
    public void Gates_ThatAreNamed_StandBesideTheJudge() =>
        SettingsText.File(SettingsText.With("\"journal\"", "\"gates\": { \"maxErrorRate\": 0.05 }, \"journal\"")).All().Plan!.Gates.Select(g => g.Name).Should().Equal(Gate.Judge().Name, Gate.MaxErrorRate(0.05).Name);

    [Fact]
    public void Gates_WithoutTheJudge_StandAlone() =>
        SettingsText.File(SettingsText.With("\"journal\"", "\"judge\": { \"enabled\": false }, \"gates\": { \"maxErrorRate\": 0.05 }, \"journal\"")).All().Plan!.Gates.Select(g => g.Name).Should().Equal(Gate.MaxErrorRate(0.05).Name);

    [Fact]
    public void Findings_ThatAreAccepted_AreThePlans() =>
        SettingsText.File(SettingsText.With("\"journal\"", "\"accept\": [{ \"finding\": \"350-06\", \"reason\": \"bounded; Ada\" }], \"journal\"")).All().Plan!.AcceptedFindings.Should().Equal(new FindingAcceptance("350-06", "bounded; Ada"));

    [Fact]
    public void Stages_ThatAreNotNamed_KeepTheBudgetOfFailedRequests()
    {
        UpgradePlan plan = SettingsText.File(SettingsText.With("\"journal\"", "\"expectTraffic\": 1000, \"atMostFailedRequests\": 100, \"journal\"")).All().Plan!;

        (plan.ExpectedTraffic, plan.FailedRequestBudget).Should().Be((1000, 100));
        plan.Stages.Should().NotEqual(UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(4)).Build().Stages);
    }

    [Fact]
    public void Probe_OfHAProxyWithALog_HearsOfEachRequest()
    {
        IMetricsProbe counters = Balancer.Of(SettingsText.File(SettingsText.Sound).Balancer(), null).Probe;
        IMetricsProbe log = Balancer.Of(SettingsText.File(SettingsText.With("\"backend\"", "\"accessLogPort\": 5514, \"backend\"")).Balancer(), null).Probe;

        counters.Should().NotBeAssignableTo<IPacedProbe>();
        log.Should().BeAssignableTo<IPacedProbe>();
    }

    [Fact]
    public void Defaults_OfPatienceAndBalancer_AreThoseOfTheLibrary()
    {
        UpgradeSettings settings = SettingsText.File(SettingsText.Sound).All();

        settings.Patience.Should().BeEquivalentTo(new KongUpgradeOptions());
        settings.Balancer.HAProxy.Should().BeEquivalentTo(new HAProxyOptions { Socket = "haproxy.sock:9999", Backend = "kong", Blue = ["b1"], Green = ["g1"] });
        LocalClusterOptions standard = new();
        (settings.Clusters.ReadyWithin, settings.Clusters.DrainWithin, settings.Clusters.StopWithin, settings.Clusters.AcceptSmallerGreen).Should().Be((standard.ReadyWithin, standard.DrainWithin, standard.StopWithin, standard.AcceptSmallerGreen));
    }

    [Fact]
    public void Defaults_OfNginx_AreThoseOfTheLibrary()
    {
        SettingsFile file = SettingsText.File("""{ "balancer": { "kind": "nginx", "includeFile": "/a.conf", "accessLog": "/a.log", "blue": ["h:1"], "green": ["h:2"] } }""");

        file.Balancer().Nginx.Should().BeEquivalentTo(new Kong.Upgrade.Traffic.Nginx.NginxOptions { IncludeFile = "/a.conf", AccessLog = "/a.log", Blue = ["h:1"], Green = ["h:2"], Mirror = TrafficShare.AllBlue });
    }

    [Fact]
    public void Paths_ThatAreRelative_BeginAtTheFileAndNamesStayNames()
    {
        SettingsFile file = SettingsText.File(SettingsText.Sound);
        string folder = Path.GetDirectoryName(file.File)!;
        UpgradeSettings settings = file.All();

        settings.Green.Nodes[0].Prefix.Should().Be($"{folder}/prefixes/g1");
        settings.Blue.Nodes[0].Prefix.Should().Be("/srv/b1");
        settings.Green.Kong.Executable.Should().Be("kong");
        settings.Balancer.HAProxy!.Socket.Should().Be("haproxy.sock:9999");
        (settings.Journal, settings.Backup.Directory, settings.Log).Should().Be(($"{folder}/state", $"{folder}/backups", $"{folder}/state/upgrade.log"));
    }

    [Fact]
    public void Nodes_TakeTheClustersConfigurationAndEnvironment_UnlessTheyHaveTheirOwn()
    {
        UpgradeSettings settings = SettingsText.File(SettingsText.With("\"executable\": \"kong\",", """
            "executable": "kong", "configuration": "/etc/green.conf", "environment": { "KONG_PLUGINS": "bundled", "KONG_LOG_LEVEL": "warn" },
            """).Replace("\"name\": \"g1\",", "\"name\": \"g1\", \"environment\": { \"KONG_LOG_LEVEL\": \"info\" },", StringComparison.Ordinal)).All();

        LocalNode node = settings.Green.Nodes.Single();
        node.Kong.ConfigurationFile.Should().Be("/etc/green.conf");
        node.Kong.Environment.Should().Equal(new Dictionary<string, string> { ["KONG_PLUGINS"] = "bundled", ["KONG_LOG_LEVEL"] = "info" });
        settings.Green.Kong.Environment["KONG_LOG_LEVEL"].Should().Be("warn");
    }

    [Fact]
    public void Secrets_StandInFilesOrTheEnvironment_AndNeverInTheText()
    {
        string secret = Path.Combine(Directory.CreateTempSubdirectory("secret-").FullName, "password");
        File.WriteAllText(secret, "from the file\n");

        UpgradeSettings settings = SettingsText.File(SettingsText.With("\"journal\"", $$"""
            "database": { "administrator": { "user": "admin", "passwordFrom": { "file": "{{secret}}" } } },
            "stagingTests": [{ "name": "t", "path": "/x", "headers": { "apikey": { "environment": "PATH" } }, "expectStatus": 200 }], "journal"
            """)).All();

        settings.Administrator!.Password.Should().Be("from the file");
        settings.Administrator.ToString().Should().Be("admin");
        settings.Questions.Single().Headers["apikey"].Should().Be(Environment.GetEnvironmentVariable("PATH"));
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    public void Duration_AsPeopleWriteIt_IsUnderstood(string text, double milliseconds) => Durations.Parse(text).TotalMilliseconds.Should().Be(milliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("5 m")]
    [InlineData("-5s")]
    [InlineData("5sec")]
    [InlineData("99999999999999999999d")]
    public void Duration_ThatIsNone_IsRefused(string text) => Durations.TryParse(text, out _).Should().BeFalse();
}
