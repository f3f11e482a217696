using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

public class ProblemTests
{
    [Fact]
    public void Settings_ThatAreSound_HaveNoProblem() => SettingsText.Problems(SettingsText.Sound).Should().BeEmpty();

    [Theory]
    [InlineData("\"balancer\": {", "\"balncer\": {", "line 4, column 3: unknown field 'balncer' at $; did you mean 'balancer'?")]
    [InlineData("\"prefix\": \"/srv/b1\"", "\"perfix\": \"/srv/b1\"", "unknown field 'perfix' at $.blue.nodes[0]; did you mean 'prefix'?")]
    [InlineData("\"backend\"", "\"mirror\": 0, \"backend\"", "unknown field 'mirror' at $.balancer; known are accessLogPort, answerWithin, backend")]
    [InlineData("\"journal\": \"state\"", "\"journal\": 5", "line 6, column 14: $.journal is the number 5; a text is needed")]
    [InlineData("\"journal\"", "\"soak\": 30, \"journal\"", "$.soak is the number 30; a duration such as \"30s\", \"5m\" or \"1h30m\" is needed")]
    [InlineData("\"journal\"", "\"soak\": \"30 s\", \"journal\"", "$.soak is the text \"30 s\"; a duration")]
    [InlineData("\"journal\"", "\"soak\": \"0s\", \"journal\"", "plan: SoakEachStage")]
    [InlineData("\"journal\"", "\"stages\": [50, 10, 100], \"journal\"", "plan: DivertInStages")]
    [InlineData("\"journal\"", "\"stages\": [1, 200], \"journal\"", "$.stages[1] is the number 200; a number from 0 to 100 is needed")]
    [InlineData("\"journal\"", "\"afterRollback\": \"thwa\", \"journal\"", "one of \"keepFrozen\", \"thaw\" (did you mean \"thaw\"?) is needed")]
    [InlineData("\"3.9.1\"", "\"3.9\"", "$.green.version is the text \"3.9\"; a version of Kong such as \"3.9.1\" is needed")]
    [InlineData("\"3.9.1\"", "\"3.10.0\"", "plan: CreateBuilder(3.9.0, 3.10.0): this goes to another minor version")]
    [InlineData("\"http://127.0.0.1:8000\"", "\"127.0.0.1:8000\"", "$.blue.nodes[0].proxy is the text \"127.0.0.1:8000\"; an address such as")]
    [InlineData("\"journal\"", "\"journal\": \"a\", \"journal\"", "$.journal is there 2 times; only one can count")]
    [InlineData("\"blue\": [\"b1\"]", "\"blue\": []", "$.balancer.blue has 0 items; at least 1 is needed")]
    [InlineData("\"kind\": \"haproxy\"", "\"kind\": \"nginx\"", "$.balancer.accessLog is missing")]
    [InlineData("\"kind\": \"haproxy\"", "\"kind\": \"f5\"", "$.balancer.kind is the text \"f5\"; one of \"nginx\", \"haproxy\" is needed")]
    [InlineData("\"journal\"", "\"gates\": { \"p99\": \"1s\" }, \"journal\"", "$.gates.p99 cannot be judged: HAProxy's counters have no times. Name $.balancer.accessLogPort")]
    [InlineData("\"journal\"", "\"judge\": { \"enabled\": false }, \"journal\"", "$.judge.enabled is false and $.gates names no limit: nothing would judge green")]
    [InlineData("\"journal\"", "\"judge\": { \"falseAlarm\": 0 }, \"journal\"", "$.judge: FalseAlarm is 0; it must be above 0")]
    [InlineData("\"journal\"", "\"judge\": { \"falseAlarm\": 0.5 }, \"journal\"", "$.judge.falseAlarm is the number 0.5; a number from 0 to 0.1 is needed")]
    [InlineData("\"journal\"", "\"judge\": { \"ignored\": [\"kongErrors\"] }, \"journal\"", "$.judge.ignored[0] is the text \"kongErrors\"; one of")]
    [InlineData("\"journal\"", "\"stageAtMost\": \"0s\", \"journal\"", "plan: StageAtMost")]
    [InlineData("\"journal\"", "\"atMostFailedRequests\": 50, \"journal\"", "plan: AtMostFailedRequests(50): how many requests fail depends on how many come")]
    [InlineData("\"journal\"", "\"whenUndecided\": \"synthesise\", \"journal\"", "$.whenUndecided is synthesise, but $.synthetic.requests names no request that could prove green")]
    [InlineData("\"journal\"", "\"synthetic\": { \"requests\": [{ \"name\": \"t\", \"path\": \"x\" }] }, \"journal\"", "$.synthetic: The request 't' has a path")]
    [InlineData("\"journal\"", "\"gates\": { \"maxErrorRate\": 0 }, \"journal\"", "$.gates.maxErrorRate must be above 0 and below 1")]
    [InlineData("\"journal\"", "\"approval\": { \"mode\": \"none\" }, \"journal\"", "$.approval.reason is missing: with mode none it must say why nobody is asked")]
    [InlineData("\"journal\"", "\"watch\": { \"every\": \"20s\" }, \"journal\"", "$.watch: BlueQuietFor")]
    [InlineData("\"journal\"", "\"stagingTests\": [{ \"name\": \"t\", \"path\": \"x\", \"expectStatus\": 200 }], \"journal\"", "$.stagingTests[0].path must begin with '/'")]
    [InlineData("\"journal\"", "\"stagingTests\": [{ \"name\": \"t\", \"path\": \"/x\", \"expectStatus\": 200 }, { \"name\": \"t\", \"path\": \"/y\", \"expectStatus\": 200 }], \"journal\"", "$.stagingTests[1].name: there is another test of this name")]
    [InlineData("\"journal\"", "\"stagingTests\": [{ \"name\": \"t\", \"method\": \"PUT\", \"path\": \"/x\", \"expectStatus\": 200 }], \"journal\"", "the staging test 't' is sent with PUT, which may write: agree to it with \"writes\" in $.staging.consent, or leave the test out")]
    [InlineData("\"journal\"", "\"stagingTests\": [{ \"name\": \"t\", \"path\": \"/x\", \"headers\": { \"a b\": \"c\" }, \"expectStatus\": 200 }], \"journal\"", "plan: Stage: 'a b' is no header's name")]
    [InlineData("\"journal\"", "\"staging\": { \"consent\": [\"writes\"] }, \"journal\"", "$.staging.consentReason is missing: consent must say why, and who says so")]
    [InlineData("\"journal\"", "\"staging\": { \"consent\": [\"write\"] }, \"journal\"", "$.staging.consent[0] is the text \"write\"; one of \"writes\", \"spendsQuota\" (did you mean \"writes\"?) is needed")]
    [InlineData("\"journal\"", "\"staging\": { \"replayFormat\": \"pcap\" }, \"journal\"", "$.staging.replayFormat is the text \"pcap\"; one of \"har\", \"nginx\", \"requests\"")]
    [InlineData("\"journal\"", "\"staging\": { \"requestsPerSecond\": 0 }, \"journal\"", "$.staging.requestsPerSecond is the number 0; a whole number from 1 to 100000 is needed")]
    [InlineData("\"journal\"", "\"staging\": { \"derive\": true }, \"journal\"", "unknown field 'derive' at $.staging; did you mean 'derived'?")]
    [InlineData("\"name\": \"b1\"", "\"environment\": { \"KONG_PG_PASSWORD\": \"hidden\" }, \"name\": \"b1\"", "$.blue.nodes[0].environment.KONG_PG_PASSWORD holds a password; say where it stands instead")]
    [InlineData("\"name\": \"b1\"", "\"environment\": { \"KONG_X\": 5 }, \"name\": \"b1\"", "$.blue.nodes[0].environment.KONG_X is the number 5; a text is needed, or")]
    [InlineData("\"name\": \"b1\"", "\"environment\": { \"KONG_X\": { \"environment\": \"KONG_UPGRADE_TEST_UNSET\" } }, \"name\": \"b1\"", "names the environment variable KONG_UPGRADE_TEST_UNSET, which is not set")]
    [InlineData("\"name\": \"b1\"", "\"environment\": { \"KONG_X\": { \"file\": \"nowhere\" } }, \"name\": \"b1\"", "$.blue.nodes[0].environment.KONG_X names a file that cannot be read")]
    [InlineData("\"journal\"", "\"database\": { \"administrator\": { \"user\": \"a\", \"passwordFrom\": {} } }, \"journal\"", "$.database.administrator.passwordFrom must have either 'environment' or 'file'")]
    [InlineData("\"journal\"", "\"database\": { \"administrator\": { \"user\": \"a\", \"password\": \"x\" } }, \"journal\"", "unknown field 'password' at $.database.administrator; did you mean 'passwordFrom'?")]
    public void Settings_WithOneFault_NameItAndItsPlace(string find, string replacement, string expected) =>
        SettingsText.Problems(SettingsText.With(find, replacement)).Should().Contain(p => p.Contains(expected, StringComparison.Ordinal), string.Join('\n', SettingsText.Problems(SettingsText.With(find, replacement))));

    [Fact]
    public void Settings_WithManyFaults_ListThemAllInTheFilesOrder()
    {
        IReadOnlyList<string> problems = SettingsText.Problems("""
            {
              "blue": { "version": "x", "executable": 1, "nodes": [] },
              "balancer": { "kind": "nginx", "green": "g" },
              "stagse": [100],
            }
            """);

        problems.Should().Contain(p => p.Contains("$.blue.version is the text \"x\"")).And.Contain(p => p.Contains("$.blue.executable is the number 1")).And.Contain(p => p.Contains("$.blue.nodes has 0 items"))
            .And.Contain(p => p.Contains("$.green is missing")).And.Contain(p => p.Contains("$.balancer.green is the text \"g\"; a list")).And.Contain(p => p.Contains("$.balancer.includeFile is missing"))
            .And.Contain(p => p.Contains("unknown field 'stagse' at $; did you mean 'stages'?")).And.Contain(p => p.Contains("$.backup is missing")).And.Contain(p => p.Contains("$.journal is missing"));
        problems.Should().HaveCount(11);
    }

    [Theory]
    [InlineData("", "line 1, column 1: it is no JSON")]
    [InlineData("[]", "line 1, column 1: it is a list; an object")]
    [InlineData("{ \"blue\" 5 }", "it is no JSON")]
    [InlineData("{} {}", "it is no JSON")]
    public void Settings_ThatAreNoJsonObject_SayWhere(string text, string expected) => SettingsText.Problems(text).Should().ContainSingle().Which.Should().Contain(expected);

    [Fact]
    public void Settings_WhoseFileIsMissing_SayHowToNameIt() =>
        FluentActions.Invoking(() => SettingsFile.Read("/nowhere/localupgrade.json")).Should().Throw<SettingsException>().WithMessage("*/nowhere/localupgrade.json*--settings FILE*");

    [Fact]
    public void Balancer_OfSettingsWithFaultsElsewhere_CanBeHadAlone()
    {
        SettingsFile file = SettingsText.File(SettingsText.With("\"3.9.1\"", "\"nonsense\"").Replace("\"backup\"", "\"backpu\""));

        file.Balancer().HAProxy!.Backend.Should().Be("kong");
        file.Journal().Should().EndWith("/state");
        FluentActions.Invoking(file.All).Should().Throw<SettingsException>();
    }

    [Fact]
    public void Balancer_WithAFault_CannotBeHad() =>
        FluentActions.Invoking(() => SettingsText.File(SettingsText.With("\"backend\"", "\"bakcend\"")).Balancer()).Should().Throw<SettingsException>().WithMessage("*did you mean 'backend'*");
}
