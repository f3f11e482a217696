using System.Net;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

public class OAuth2Tests : Guarded
{
    private const string Grant = "grant_type=client_credentials&client_id=app-id&client_secret=app-secret";

    [Fact]
    public async Task Token_OfOneNode_IsGoodOnAnotherForItsServiceOnly()
    {
        SimulatedKongNode green = await Lab.NodeAsync("3.9.1", Database);
        Reply issued = await IssueAsync("/tokens/oauth2/token", Grant + "&scope=read&state=s1");
        issued.Status.Should().Be(HttpStatusCode.OK, issued.Body);
        JsonNode body = JsonNode.Parse(issued.Body)!;
        (body["token_type"]!.ToString(), body["expires_in"]!.GetValue<int>(), body["state"]!.ToString()).Should().Be(("bearer", 7200, "s1"));
        issued.Headers["Cache-Control"].Should().Be("no-store");
        string token = body["access_token"]!.ToString();
        token.Should().HaveLength(32);

        foreach (Reply reply in new[] { await AskAsync("/tokens/x", ("Authorization", "Bearer " + token)), await AskAsync(green, "/tokens/x?access_token=" + token) })
        {
            reply.Status.Should().Be(HttpStatusCode.OK, reply.Body);
            reply.Seen("X-Consumer-Username").Should().Be("alice");
            reply.Seen("X-Credential-Identifier").Should().Be("app-id");
            reply.Seen("X-Authenticated-Scope").Should().Be("read");
            reply.Body.Should().NotContain(token, "credentials are hidden here");
        }
        Reply elsewhere = await AskAsync("/elsewhere", ("Authorization", "Bearer " + token));
        elsewhere.Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("3.9.1", "Bearer", "Bearer error=\"invalid_token\" error_description=\"The access token is invalid or has expired\"")]
    [InlineData("3.4.2", "Bearer realm=\"service\"", "Bearer realm=\"service\" error=\"invalid_token\" error_description=\"The access token is invalid or has expired\"")]
    public async Task Token_NoneAndWrong_AreRefusedAsThatVersionDoes(string version, string none, string wrong)
    {
        SimulatedKongNode node = await Lab.NodeAsync(version, Database);
        Reply without = await AskAsync(node, "/tokens");
        (without.Status, without.Body, without.Challenge).Should()
            .Be((HttpStatusCode.Unauthorized, """{"error_description":"The access token is missing","error":"invalid_request"}""", none));
        Reply refused = await AskAsync(node, "/tokens", ("Authorization", "Bearer nonsense"));
        (refused.Status, refused.Body, refused.Challenge).Should()
            .Be((HttpStatusCode.Unauthorized, """{"error_description":"The access token is invalid or has expired","error":"invalid_token"}""", wrong));
    }

    [Theory]
    [InlineData("grant_type=password", "unsupported_grant_type", "Invalid grant_type")]
    [InlineData("grant_type=client_credentials&client_id=who&client_secret=x", "invalid_client", "Invalid client authentication")]
    [InlineData("grant_type=client_credentials&client_id=app-id&client_secret=x", "invalid_client", "Invalid client authentication")]
    [InlineData(Grant + "&scope=read%20sudo", "invalid_scope", "\"sudo\" is an invalid scope")]
    [InlineData(Grant + "&authenticated_userid=7&provision_key=x", "invalid_provision_key", "Invalid provision_key")]
    public async Task Issue_WrongWish_IsRefusedWithTheReason(string form, string error, string description)
    {
        Reply reply = await IssueAsync("/tokens/oauth2/token", form);
        reply.Status.Should().Be(HttpStatusCode.BadRequest);
        JsonNode body = JsonNode.Parse(reply.Body)!;
        (body["error"]!.ToString(), body["error_description"]!.ToString()).Should().Be((error, description));
    }

    [Fact]
    public async Task Issue_WithoutTlsOrByGet_IsRefused()
    {
        using HttpResponseMessage plain = await Lab.Client.PostAsync(new Uri(Node.Proxy, "/tokens/oauth2/token"), new StringContent(Grant), Token);
        (await plain.Content.ReadAsStringAsync(Token)).Should().Be("""{"error_description":"You must use HTTPS","error":"access_denied"}""");
        plain.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await AskAsync("/tokens/oauth2/token")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Issue_ClientInAHeader_IsChallengedWhenWrong()
    {
        (string name, string value) = Basic("app-id", "app-secret");
        (await IssueAsync("/tokens/oauth2/token", "grant_type=client_credentials", (name, value))).Status.Should().Be(HttpStatusCode.OK);
        Reply wrong = await IssueAsync("/tokens/oauth2/token", "grant_type=client_credentials", Basic("app-id", "wrong"));
        (wrong.Status, wrong.Challenge).Should().Be((HttpStatusCode.Unauthorized, "Basic realm=\"OAuth2.0\""));
    }

    [Fact]
    public async Task Token_AfterItsTime_IsInvalid()
    {
        ManualClock clock = new();
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", Database, _ => Lab.Options("3.9.1", Database, clock));
        Reply issued = await IssueAsync("/elsewhere/oauth2/token", Grant, node: node);
        string token = JsonNode.Parse(issued.Body)!["access_token"]!.ToString();
        (await AskAsync(node, "/elsewhere", ("Authorization", "Bearer " + token))).Status.Should().Be(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromSeconds(61));
        (await AskAsync(node, "/elsewhere", ("Authorization", "Bearer " + token))).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private Task<Reply> IssueAsync(string path, string form, (string Name, string Value)? header = null, SimulatedKongNode? node = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri((node ?? Node).ProxyTls!, path))
        {
            Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (header is { } given)
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        return SendAsync(request);
    }
}
