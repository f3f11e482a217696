using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

public class JwtTests : Guarded
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private static long Soon => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 600;

    [Fact]
    public async Task Jwt_GoodToken_IsTakenFromHeaderAndQuery()
    {
        string token = Sign(Header, $$"""{"iss":"alice-iss","exp":{{Soon}}}""", "alice-secret");
        foreach (Reply reply in new[] { await AskAsync("/jwt", ("Authorization", "Bearer " + token)), await AskAsync("/jwt?jwt=" + token) })
        {
            reply.Status.Should().Be(HttpStatusCode.OK);
            reply.Seen("X-Consumer-Username").Should().Be("alice");
            reply.Seen("X-Credential-Identifier").Should().Be("alice-iss");
        }
        string byHeader = Sign("""{"alg":"HS256","iss":"alice-iss"}""", $$"""{"exp":{{Soon}}}""", "alice-secret");
        (await AskAsync("/jwt?jwt=" + byHeader)).Status.Should().Be(HttpStatusCode.OK, "the key may stand in the token's header");
    }

    [Theory]
    [InlineData("3.9.1", "Bearer", "Bearer error=\"invalid_token\"")]
    [InlineData("3.4.2", "", "")]
    public async Task Jwt_BadTokens_AreRefusedWithTheirReason(string version, string none, string wrong)
    {
        SimulatedKongNode node = await Lab.NodeAsync(version, Database);
        await ExpectAsync("", """{"message":"Unauthorized"}""", none);
        await ExpectAsync("x.y.z", """{"message":"Bad token; invalid JSON"}""", wrong);
        await ExpectAsync(Sign("""{"alg":"none"}""", "{}", "s"), """{"message":"Bad token; invalid alg"}""", wrong);
        await ExpectAsync(Sign(Header, "{}", "s"), """{"message":"No mandatory 'iss' in claims"}""", wrong);
        await ExpectAsync(Sign(Header, """{"iss":""}""", "s"), """{"message":"Invalid 'iss' in claims"}""", wrong);
        await ExpectAsync(Sign(Header, """{"iss":"who"}""", "s"), """{"message":"No credentials found for given 'iss'"}""", wrong);
        await ExpectAsync(Sign("""{"alg":"HS512"}""", """{"iss":"alice-iss"}""", "s"), """{"message":"Invalid algorithm"}""", wrong);
        await ExpectAsync(Sign(Header, """{"iss":"alice-iss"}""", "wrong"), """{"message":"Invalid signature"}""", wrong);
        await ExpectAsync(Sign(Header, """{"iss":"alice-iss"}""", "alice-secret"), """{"exp":"must be a number"}""", wrong);
        await ExpectAsync(Sign(Header, """{"iss":"alice-iss","exp":1}""", "alice-secret"), """{"exp":"token expired"}""", wrong);
        await ExpectAsync(Sign(Header, $$"""{"iss":"alice-iss","exp":{{Soon * 2}}}""", "alice-secret"), """{"exp":"exceeds maximum allowed expiration"}""", wrong);

        async Task ExpectAsync(string token, string body, string challenge)
        {
            Reply reply = token.Length == 0 ? await AskAsync(node, "/jwt") : await AskAsync(node, "/jwt", ("Authorization", "Bearer " + token));
            (reply.Status, reply.Body, reply.Challenge).Should().Be((HttpStatusCode.Unauthorized, body, challenge));
            reply.Headers["Content-Type"].Should().Be("application/json; charset=utf-8");
        }
    }

    [Fact]
    public async Task Jwt_TwoDifferentTokens_AreTooMany()
    {
        string one = Sign(Header, """{"iss":"a"}""", "s"), two = Sign(Header, """{"iss":"b"}""", "s");
        (await AskAsync("/jwt?jwt=" + one, ("Authorization", "Bearer " + two))).Message.Should().Be("Multiple tokens provided");
        (await AskAsync("/jwt?jwt=" + one, ("Authorization", "Bearer " + one))).Message.Should().Be("No credentials found for given 'iss'");
    }
}
