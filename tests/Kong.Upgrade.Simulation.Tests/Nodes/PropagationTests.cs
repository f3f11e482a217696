using System.Net;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>When nodes see changes (kong-facts 11.16, 11.17, 12.4).</summary>
public class PropagationTests : NodeFixture
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("3.4.2", "3.4.2", 7, true)]
    [InlineData("3.9.1", "3.8.1", 9, true)]
    [InlineData("3.4.2", "3.9.1", 60, false)]
    [InlineData("3.9.1", "3.4.2", 60, false)]
    public async Task RouteChange_ThroughAnotherNode_IsSeenOnRelatedVersionsOnly(string writer, string reader, int seconds, bool seen)
    {
        (SimulatedKongNode through, SimulatedKongNode other) = await PairAsync(writer, reader);
        (await AdminAsync(HttpMethod.Post, "/services/echo/routes", """{"name":"new","paths":["/new"]}""", through)).Status.Should().Be(HttpStatusCode.Created);
        (await GetAsync("/new", through)).Should().Be(HttpStatusCode.NotFound, "not even the node written to knows at once");

        _clock.Advance(TimeSpan.FromSeconds(2));
        (await GetAsync("/new", through)).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/new", other)).Should().Be(HttpStatusCode.NotFound);

        _clock.Advance(TimeSpan.FromSeconds(seconds));
        (await GetAsync("/new", other)).Should().Be(seen ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        await other.ReloadAsync(Token);
        (await GetAsync("/new", other)).Should().Be(HttpStatusCode.OK, "a reload reads everything");
    }

    [Fact]
    public async Task DeletedKey_OfAnotherVersion_IsRefusedWithinFiveSeconds()
    {
        (SimulatedKongNode blue, SimulatedKongNode green) = await PairAsync("3.4.2", "3.9.1");
        (await GetAsync("/locked", blue, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/locked", green, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.OK);

        (await AdminAsync(HttpMethod.Delete, "/consumers/alice/key-auth/alice-key", null, green)).Status.Should().Be(HttpStatusCode.NoContent);

        (await GetAsync("/locked", green, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/locked", blue, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.OK, "it has not heard yet");
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await GetAsync("/locked", blue, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ChangeBySql_OnARunningNode_IsSeenAfterReloadOnly()
    {
        (SimulatedKongNode blue, _) = await PairAsync("3.4.2", "3.9.1");
        Database.Entities.Remove("routes", Database.Entities.List("routes").Single(r => r["name"]!.ToString() == "open")["id"]!.ToString());
        _clock.Advance(TimeSpan.FromMinutes(5));
        (await GetAsync("/open", blue)).Should().Be(HttpStatusCode.OK, "the old router stays (kong-facts 12.4 no. 2)");
        await blue.ReloadAsync(Token);
        (await GetAsync("/open", blue)).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SlowStart_UntilItsTime_IsNotReadyAndAnswers500()
    {
        SimulatedKongNode node = await SimulatedKongNode.StartAsync(Lab.Options("3.9.1", Database, _clock, TimeSpan.FromSeconds(10)), Token);
        await using (node)
        {
            (await ReadyAsync(node)).Should().Be(HttpStatusCode.ServiceUnavailable);
            (await GetAsync("/open", node)).Should().Be(HttpStatusCode.InternalServerError);
            _clock.Advance(TimeSpan.FromSeconds(10));
            (await ReadyAsync(node)).Should().Be(HttpStatusCode.OK);
            (await GetAsync("/open", node)).Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task ClusterLimit_OfTwoNodes_IsShared_LocalIsNot()
    {
        (SimulatedKongNode blue, SimulatedKongNode green) = await PairAsync("3.4.2", "3.9.1");
        foreach (string path in new[] { "/limited", "/local" })
            for (int i = 0; i < 3; i++)
                (await GetAsync(path, blue)).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/limited", green)).Should().Be(HttpStatusCode.TooManyRequests);
        (await GetAsync("/local", green)).Should().Be(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await GetAsync("/limited", green)).Should().Be(HttpStatusCode.OK, "a new minute");
    }

    private async Task<(SimulatedKongNode, SimulatedKongNode)> PairAsync(string one, string other)
    {
        Func<SimulatedNodeOptions, SimulatedNodeOptions> timed = o => Lab.Options(o.Version.ToString(), o.Database, _clock);
        return (await Lab.NodeAsync(one, Database, timed), await Lab.NodeAsync(other, Database, timed));
    }

    private async Task<HttpStatusCode> ReadyAsync(SimulatedKongNode node)
    {
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(node.Status, "/status/ready"), Token);
        return response.StatusCode;
    }
}
