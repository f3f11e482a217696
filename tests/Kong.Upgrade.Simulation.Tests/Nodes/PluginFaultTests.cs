using System.Net;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>Plugins that are off, missing or broken on one node of two.</summary>
public class PluginFaultTests : NodeFixture
{
    [Fact]
    public async Task SkipPlugin_OnOneNodeOfTwo_OpensItsRouteThereOnly()
    {
        SimulatedKongNode other = await Lab.NodeAsync("3.9.1", Database);
        Node.Faults.SkipPlugin("key-auth");
        (await GetAsync("/locked")).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/locked", other)).Should().Be(HttpStatusCode.Unauthorized);
        (await AvailableAsync()).Should().Contain("key-auth", "it is switched off, not gone");
        Node.Faults.RepairPlugin("key-auth");
        (await GetAsync("/locked")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SkipPlugin_ThatAddsHeaders_AddsNone()
    {
        Node.Faults.SkipPlugin("rate-limiting");
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, "/limited"), Token);
        response.Headers.Select(h => h.Key).Should().NotContain(h => h.Contains("RateLimit"));
    }

    [Fact]
    public async Task RemovePlugin_FromANode_IsGoneFromWhatItOffersAndDoesNothing()
    {
        Node.Faults.RemovePlugin("key-auth");
        (await GetAsync("/locked")).Should().Be(HttpStatusCode.OK);
        (await AvailableAsync()).Should().NotContain("key-auth").And.Contain("rate-limiting");
        (await AdminAsync(HttpMethod.Get, "/plugins/enabled")).Body.Should().NotContain("key-auth");
        Node.Faults.RepairPlugin("key-auth");
        (await AvailableAsync()).Should().Contain("key-auth");
    }

    [Fact]
    public async Task DropHeader_WhoeverSetIt_IsLostUntilKept()
    {
        Node.Faults.DropHeader("x-ratelimit-limit-minute");
        Node.Faults.DropHeader("Via");
        Node.Faults.DropHeader("Content-Type");
        (await HeadersAsync("/limited")).Should().NotContain("X-RateLimit-Limit-Minute").And.NotContain("Via").And.NotContain("Content-Type")
            .And.Contain("X-RateLimit-Remaining-Minute");
        (await HeadersAsync("/none")).Should().NotContain("Content-Type", "Kong's own answers lose it as well");
        Node.Faults.KeepHeader("X-RateLimit-Limit-Minute");
        (await HeadersAsync("/limited")).Should().Contain("X-RateLimit-Limit-Minute").And.NotContain("Via");
    }

    private async Task<IEnumerable<string>> HeadersAsync(string path)
    {
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, path), Token);
        return [.. response.Headers.Concat(response.Content.Headers).Select(h => h.Key)];
    }

    private async Task<IEnumerable<string>> AvailableAsync() =>
        JsonNode.Parse((await AdminAsync(HttpMethod.Get, "/")).Body)!["plugins"]!["available_on_server"]!.AsObject().Select(p => p.Key);
}
