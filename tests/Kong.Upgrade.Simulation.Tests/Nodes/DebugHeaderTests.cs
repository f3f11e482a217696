using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>`Kong-Debug`: which versions answer it, and with what. That 3.4.2 keeps silent was recorded (debug.http).</summary>
public class DebugHeaderTests : NodeFixture
{
    protected override string Yaml => """
        _format_version: "3.0"
        services:
        - id: 00000000-0000-0000-0000-0000000000a1
          name: echo
          host: 127.0.0.1
          port: 19991
          routes:
          - {id: 00000000-0000-0000-0000-0000000000b1, name: open, paths: [/open]}
          - {id: 00000000-0000-0000-0000-0000000000b2, paths: [/locked], plugins: [{name: key-auth}]}
        """;

    [Theory]
    [InlineData("2.8.5", null, true)]
    [InlineData("3.1.1", null, true)]
    [InlineData("3.4.2", null, false)]
    [InlineData("3.9.1", null, false)]
    [InlineData("3.9.1", "off", false)]
    [InlineData("3.4.2", "on", true)]
    [InlineData("3.9.1", "on", true)]
    public async Task KongDebug_WhereItIsAllowed_NamesRouteAndService(string version, string? setting, bool told)
    {
        SimulatedKongNode node = await NodeAsync(version, setting);
        using HttpResponseMessage response = await AskAsync(node, "/open", "1");
        Debug(response).Should().Equal(told
            ? ["Kong-Route-Id: 00000000-0000-0000-0000-0000000000b1", "Kong-Route-Name: open", "Kong-Service-Id: 00000000-0000-0000-0000-0000000000a1", "Kong-Service-Name: echo"]
            : []);
        using HttpResponseMessage without = await AskAsync(node, "/open", null);
        Debug(without).Should().BeEmpty();
    }

    [Fact]
    public async Task KongDebug_RouteWithoutNameAndAnAnswerOfKong_NamesWhatThereIs()
    {
        SimulatedKongNode node = await NodeAsync("3.9.1", "on");
        using HttpResponseMessage refused = await AskAsync(node, "/locked", "1");
        ((int)refused.StatusCode).Should().Be(401);
        Debug(refused).Should().Equal("Kong-Route-Id: 00000000-0000-0000-0000-0000000000b2", "Kong-Service-Id: 00000000-0000-0000-0000-0000000000a1", "Kong-Service-Name: echo");
        using HttpResponseMessage unknown = await AskAsync(node, "/none", "1");
        Debug(unknown).Should().BeEmpty();
    }

    [Theory, InlineData(null, false), InlineData("on", true)]
    public async Task Admin_Root_ShowsTheSetting(string? setting, bool shown)
    {
        SimulatedKongNode node = await NodeAsync("3.9.1", setting);
        (_, string body) = await AdminAsync(HttpMethod.Get, "/", node: node);
        JsonNode.Parse(body)!["configuration"]!["allow_debug_header"]!.GetValue<bool>().Should().Be(shown);
    }

    private Task<SimulatedKongNode> NodeAsync(string version, string? setting) => Lab.NodeAsync(version, Database, o => new()
    {
        Version = o.Version,
        Database = o.Database,
        Redirect = o.Redirect,
        Configuration = setting is null ? [] : new Dictionary<string, string> { ["allow_debug_header"] = setting },
    });

    private async Task<HttpResponseMessage> AskAsync(SimulatedKongNode node, string path, string? debug)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(node.Proxy, path));
        if (debug is not null)
            request.Headers.Add("Kong-Debug", debug);
        return await Lab.Client.SendAsync(request, Token);
    }

    private static IEnumerable<string> Debug(HttpResponseMessage response) => response.Headers
        .Where(h => h.Key.StartsWith("Kong-", StringComparison.Ordinal)).Select(h => $"{h.Key}: {string.Join(",", h.Value)}").Order(StringComparer.Ordinal);
}
