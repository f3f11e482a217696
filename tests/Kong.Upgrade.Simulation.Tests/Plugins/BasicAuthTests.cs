using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

public class BasicAuthTests : Guarded
{
    [Theory, InlineData("Authorization"), InlineData("Proxy-Authorization")]
    public async Task BasicAuth_RightPassword_TellsTheUpstreamWhoAsksAndHidesThePassword(string header)
    {
        Reply reply = await AskAsync("/basic", Basic("ali", "secret", header), ("X-Consumer-Username", "mallory"), ("X-Anonymous-Consumer", "true"));
        reply.Status.Should().Be(HttpStatusCode.OK);
        reply.Seen("X-Consumer-Username").Should().Be("alice");
        reply.Seen("X-Consumer-Custom-ID").Should().Be("ext-alice");
        reply.Seen("X-Credential-Identifier").Should().Be("ali");
        reply.Seen("X-Credential-Username").Should().BeNull();
        reply.Seen("X-Anonymous-Consumer").Should().BeNull("only Kong may say so");
        reply.Seen(header).Should().BeNull();
    }

    [Theory]
    [InlineData("3.9.1", "Unauthorized", "Basic realm=\"service\"", "Unauthorized", "Basic realm=\"service\"")]
    [InlineData("3.4.2", "Unauthorized", "Basic realm=\"kong\"", "Invalid authentication credentials", "")]
    [InlineData("2.8.5", "Unauthorized", "Basic realm=\"kong\"", "Invalid authentication credentials", "")]
    public async Task BasicAuth_NoneAndWrong_AreRefusedAsThatVersionDoes(string version, string none, string noneChallenge, string wrong, string wrongChallenge)
    {
        SimulatedKongNode node = await Lab.NodeAsync(version, Database);
        Reply without = await AskAsync(node, "/basic");
        (without.Status, without.Message, without.Challenge).Should().Be((HttpStatusCode.Unauthorized, none, noneChallenge));
        foreach ((string, string) given in new[] { Basic("ali", "wrong"), Basic("nobody", "secret"), ("Authorization", "Basic !!!"), ("Authorization", "Bearer x") })
        {
            Reply refused = await AskAsync(node, "/basic", given);
            (refused.Status, refused.Message, refused.Challenge).Should().Be((HttpStatusCode.Unauthorized, wrong, wrongChallenge));
        }
    }

    [Fact]
    public async Task BasicAuth_OnTheOldestVersion_NamesTheCredentialTwice()
    {
        SimulatedKongNode node = await Lab.NodeAsync("2.8.5", Database);
        Reply reply = await AskAsync(node, "/basic", Basic("ali", "secret"));
        reply.Seen("X-Credential-Username").Should().Be("ali");
    }

    [Fact]
    public async Task Admin_PasswordGiven_IsKeptAsKongKeepsIt()
    {
        (HttpStatusCode status, string body) = await AdminAsync(HttpMethod.Post, "/consumers/bob/basic-auth", """{"username":"bob","password":"pw"}""");
        status.Should().Be(HttpStatusCode.Created);
        JsonNode row = JsonNode.Parse(body)!;
        string consumer = row["consumer"]!["id"]!.ToString();
#pragma warning disable CA5350 // Kong stores SHA-1.
        row["password"]!.ToString().Should().Be(Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(Encoding.UTF8.GetBytes("pw" + consumer))));
#pragma warning restore CA5350
        (await AskAsync("/basic", Basic("bob", "pw"))).Status.Should().Be(HttpStatusCode.OK);
        (await AdminAsync(HttpMethod.Patch, "/consumers/bob/basic-auth/bob", """{"username":"bobby"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync("/basic", Basic("bobby", "pw"))).Status.Should().Be(HttpStatusCode.OK, "a hash is not hashed again");
    }

    [Fact]
    public async Task TwoAuthentications_WithAnAnonymousConsumer_AreAnEitherOr()
    {
        (await AskAsync("/either", Basic("ali", "secret"))).Seen("X-Consumer-Username").Should().Be("alice");
        (await AskAsync("/either", ("apikey", "bob-key"))).Seen("X-Consumer-Username").Should().Be("bob");
        Reply nobody = await AskAsync("/either", ("apikey", "wrong"));
        nobody.Seen("X-Consumer-Username").Should().Be("nobody");
        nobody.Seen("X-Anonymous-Consumer").Should().Be("true");
        nobody.Seen("X-Credential-Identifier").Should().BeNull();
    }

    [Fact]
    public async Task BasicAuth_UnknownNameWithoutDatabase_IsTroubleAndNoRefusal()
    {
        Database.Reachable = false;
        (await AskAsync("/basic", Basic("ali", "secret"))).Status.Should().Be(HttpStatusCode.InternalServerError);
        (await AskAsync("/either", Basic("ali", "secret"))).Status.Should().Be(HttpStatusCode.InternalServerError, "an anonymous consumer does not stand in for that");
    }
}
