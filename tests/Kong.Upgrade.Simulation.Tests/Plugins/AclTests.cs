using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

/// <summary>acl and ip-restriction.</summary>
public class AclTests : Guarded
{
    [Theory]
    [InlineData("/members", "alice-key", 200)]
    [InlineData("/members", "bob-key", 403)]
    [InlineData("/members", null, 401)]
    [InlineData("/no-iron", "alice-key", 403)]
    [InlineData("/no-iron", "bob-key", 200)]
    [InlineData("/unguarded", null, 401)]
    public async Task Acl_ConsumersAndGroups_AreLetInOrNot(string path, string? key, int status)
    {
        Reply reply = await AskAsync(path, key is null ? [] : [("apikey", key)]);
        ((int)reply.Status).Should().Be(status);
        if (status == 403)
            reply.Message.Should().Be("You cannot consume this service");
    }

    [Fact]
    public async Task Acl_LetIn_TellsTheGroupsUnlessHidden()
    {
        string? groups = (await AskAsync("/members", ("apikey", "alice-key"))).Seen("X-Consumer-Groups");
        groups!.Split(", ").Should().BeEquivalentTo("gold", "iron");
        (await AskAsync("/no-iron", ("apikey", "bob-key"), ("X-Consumer-Groups", "spoofed"))).Seen("X-Consumer-Groups").Should().Be("spoofed", "Kong does not touch it then");
    }

    [Fact]
    public async Task Acl_GroupGivenLater_CountsAfterTheNodeHearsOfIt()
    {
        (await AskAsync("/members", ("apikey", "bob-key"))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await AdminAsync(HttpMethod.Post, "/consumers/bob/acls", """{"group":"silver"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await AskAsync("/members", ("apikey", "bob-key"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("deny: [127.0.0.0/8]", 403)]
    [InlineData("deny: [127.0.0.1]", 403)]
    [InlineData("deny: [127.0.0.9/24]", 403)]
    [InlineData("deny: [10.0.0.0/8, '::1']", 200)]
    [InlineData("allow: [127.0.0.1/32]", 200)]
    [InlineData("allow: [10.0.0.0/8]", 403)]
    [InlineData("allow: [10.0.0.0/8], status: 418, message: no", 418)]
    public async Task IpRestriction_AddressesAndNetworks_AreKeptOutOrLetIn(string config, int status)
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative($$"""
            _format_version: "3.0"
            services:
            - {name: s, host: 127.0.0.1, port: 19991, routes: [{name: r, paths: [/]}]}
            plugins:
            - name: ip-restriction
              config: { {{config}} }
            """);
        foreach ((string version, string message) in new[] { ("3.9.1", "IP address not allowed: 127.0.0.1"), ("2.8.5", "Your IP address is not allowed") })
        {
            Reply reply = await AskAsync(await Lab.NodeAsync(version, database), "/");
            ((int)reply.Status).Should().Be(status);
            if (status != 200)
                reply.Message.Should().Be(status == 418 ? "no" : message);
        }
    }
}
