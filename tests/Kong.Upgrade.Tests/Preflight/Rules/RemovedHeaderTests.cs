using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Tests;

public class RemovedHeaderTests
{
    private const string Everywhere = "\"tags\": null", Route = "\"route\": { \"id\": \"r1\" }", OtherRoute = "\"route_id\": \"r2\"", Service = "\"service_id\": \"s1\"", Consumer = "\"consumer\": { \"id\": \"c1\" }";

    [Theory]
    [InlineData(Everywhere, Everywhere, FindingCertainty.Certain)]
    [InlineData(Everywhere, Route, FindingCertainty.Certain)]
    [InlineData(Route, Everywhere, FindingCertainty.Certain)]
    [InlineData(Route, Route, FindingCertainty.Certain)]
    [InlineData(Route, OtherRoute, null)]
    [InlineData(Service, Service, FindingCertainty.Certain)]
    [InlineData(Service, Route, FindingCertainty.Suspected)]
    [InlineData(Route, Service, FindingCertainty.Suspected)]
    [InlineData(Everywhere, Consumer, FindingCertainty.Suspected)]
    [InlineData(Route, Consumer, FindingCertainty.Suspected)]
    public void Rule_TwoPlugins_TellsWhetherARequestPassesBoth(string giver, string taker, FindingCertainty? certainty)
    {
        FindingCertainty? found = Find(Giver(giver, "X-Id"), Taker(taker, "\"remove\": { \"headers\": [\"x-id\"] }"))?.Certainty;
        found.Should().Be(certainty);
    }

    [Theory]
    [InlineData("\"remove\": { \"headers\": [\"x-id\"] }", true)]
    [InlineData("\"rename\": { \"headers\": [\"X-ID:X-Other\"] }", true)]
    [InlineData("\"rename\": { \"headers\": [\"X-Other:X-ID\"] }", false)]
    [InlineData("\"remove\": { \"headers\": [\"x-id-2\"], \"querystring\": [\"x-id\"] }", false)]
    [InlineData("\"remove\": null", false)]
    public void Rule_Transformer_TakesOnlyWhatItTakes(string config, bool isFound) => (Find(Giver(Everywhere, "X-Id"), Taker(Everywhere, config)) is not null).Should().Be(isFound);

    [Fact]
    public void Rule_TakerSeenFirst_FindsIt() => Find(Taker(Everywhere, "\"remove\": { \"headers\": [\"x-id\"] }"), Giver(Everywhere, "X-Id")).Should().NotBeNull();

    [Fact]
    public void Rule_BlueOf39_HasThatOrderAlready() => Installations.Find("SEEN-10", "3.9.0", "3.9.1", "plugins", Giver(Everywhere, "X-Id"), Taker(Everywhere, "\"remove\": { \"headers\": [\"x-id\"] }")).Should().BeNull();

    private static PreflightFinding? Find(params string[] plugins) => Installations.Find("SEEN-10", "3.4.2", "3.9.1", "plugins", plugins);

    private static string Giver(string scope, string header) => $$"""{ "id": "1", "name": "correlation-id", "enabled": true, {{scope}}, "config": { "header_name": "{{header}}" } }""";

    private static string Taker(string scope, string config) => $$"""{ "id": "2", "name": "request-transformer", "enabled": true, {{scope}}, "config": { {{config}} } }""";
}
