using Kong.Upgrade.Staging;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

public class StagingSettingsTests
{
    private const string Derived = "every route of blue's database, every certificate", Nodes = "the nodes themselves: workers, plugins, entities, health of upstreams, error logs";

    private static readonly string requests = WithRequests();

    [Fact]
    public void Staging_WithoutAWord_TestsEveryRouteAndTheNodes() => Suite("{}").Lines.Should().Equal(Derived, Nodes);

    [Theory]
    [InlineData("""{ "derived": false }""", Nodes)]
    [InlineData("""{ "nodes": false }""", Derived)]
    public void Staging_ThatIsSwitchedOff_TestsOnlyTheRest(string staging, string expected) => Suite(staging).Lines.Should().Equal(expected);

    [Fact]
    public void Staging_WithNothingToTest_IsEmptyWhateverIsAgreedTo() =>
        Suite("""{ "derived": false, "nodes": false, "consent": ["writes"], "consentReason": "Ada" }""").Lines.Should().BeEmpty("a suite that only agrees could never pass");

    [Fact]
    public void StagingTests_OfTheFile_AreTheSuitesAndTheWitnesssAlike()
    {
        UpgradeSettings settings = SettingsText.File(SettingsText.With("\"journal\"", """
            "stagingTests": [
              { "name": "read", "path": "/read", "host": "h", "headers": { "apikey": { "environment": "PATH" } }, "expectStatus": 200 },
              { "name": "write", "method": "post", "path": "/write", "expectStatus": 201 },
            ],
            "staging": { "consent": ["writes", "spendsQuota"], "consentReason": "Ada says so" }, "journal"
            """)).All();

        StagingSuite suite = settings.Plan!.StagingSuite;
        suite.Lines.Should().Equal("read", "write", Derived, Nodes, "agreed to Writes, SpendsQuota: Ada says so");
        suite.Tests.Select(t => (t.Name, t.Effects)).Should().Equal(("read", StagingEffects.None), ("write", StagingEffects.Writes));
        settings.Plan.StagingTests.Should().BeEmpty("they are in the suite");
        settings.Questions.Should().ContainSingle("what writes is asked of no witness").Which.Path.Should().Be("/read");
    }

    [Theory]
    [InlineData("", "requests of ")]
    [InlineData(", \"replayFormat\": \"requests\"", "requests of ")]
    [InlineData(", \"replayFormat\": \"har\"", "HAR ")]
    [InlineData(", \"replayFormat\": \"nginx\"", "nginx access log ")]
    public void Replay_OfEachFormat_IsNamedInThePlan(string format, string expected)
    {
        UpgradePlan plan = SettingsText.File(SettingsText.With("\"journal\"", $"\"staging\": {{ \"replay\": \"{requests}\"{format} }}, \"journal\"")).All().Plan!;

        plan.StagingSuite.Lines[1].Should().StartWith($"{expected}{requests} replayed: ").And.NotContain("methods that write");
        plan.Describe().Should().Contain($"  staging     {expected}{requests}");
    }

    [Fact]
    public void Replay_OfAFileThatIsNotThere_IsAProblemButNotForWhoOnlyDescribes()
    {
        string text = SettingsText.With("\"journal\"", "\"staging\": { \"replay\": \"nowhere.txt\" }, \"journal\"");

        SettingsText.Problems(text).Should().ContainSingle().Which.Should().Contain("$.staging.replay names a file that is not there: ").And.EndWith("/nowhere.txt");
        SettingsText.File(text).WithoutSecrets().Plan!.StagingSuite.Lines.Should().Contain(l => l.Contains("/nowhere.txt replayed"));
    }

    private static StagingSuite Suite(string staging) => SettingsText.File(SettingsText.With("\"journal\"", $"\"staging\": {staging}, \"journal\"")).All().Plan!.StagingSuite;

    private static string WithRequests()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("requests-").FullName, "requests.txt");
        File.WriteAllText(file, "GET /live\n");
        return file;
    }
}
