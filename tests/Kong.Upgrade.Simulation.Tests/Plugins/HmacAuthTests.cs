using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

public class HmacAuthTests : Guarded
{
    private const string NotSame = "HMAC signature does not match";
    private const string NotValid = "HMAC signature cannot be verified";

    [Fact]
    public async Task Hmac_RightSignature_TellsTheUpstreamWhoAsks()
    {
        Reply reply = await SendAsync(Signed("/hmac/x?y=1"));
        reply.Status.Should().Be(HttpStatusCode.OK, reply.Body);
        reply.Seen("X-Consumer-Username").Should().Be("alice");
        reply.Seen("X-Credential-Identifier").Should().Be("ali");
    }

    [Theory]
    [InlineData("hmac-sha256", "date request-line", "hmac-secret", 301, NotValid + ", a valid date or x-date header is required for HMAC Authentication")]
    [InlineData("hmac-sha256", "date request-line", "wrong", 0, NotSame)]
    [InlineData("hmac-sha256", "date", "hmac-secret", 0, NotValid)]
    [InlineData("hmac-md5", "date request-line", "hmac-secret", 0, NotValid)]
    public async Task Hmac_WrongOne_IsRefusedWithTheReason(string algorithm, string headers, string secret, int secondsOff, string message)
    {
        Reply reply = await SendAsync(Signed("/hmac", algorithm, headers, secret, secondsOff));
        (reply.Status, reply.Message, reply.Challenge).Should().Be((HttpStatusCode.Unauthorized, message, "hmac"));
    }

    [Theory, InlineData("3.9.1", "hmac"), InlineData("3.4.2", "")]
    public async Task Hmac_None_IsRefusedAsThatVersionDoes(string version, string challenge)
    {
        Reply reply = await AskAsync(await Lab.NodeAsync(version, Database), "/hmac");
        (reply.Status, reply.Message, reply.Challenge).Should().Be((HttpStatusCode.Unauthorized, "Unauthorized", challenge));
    }

    [Fact]
    public async Task Hmac_WithABody_ComparesItsDigestAndHandsItOn()
    {
        HttpRequestMessage good = Signed("/hmac", method: HttpMethod.Post);
        good.Content = new StringContent("hello");
        good.Headers.TryAddWithoutValidation("Digest", "SHA-256=" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("hello"))));
        Reply reply = await SendAsync(good);
        reply.Status.Should().Be(HttpStatusCode.OK, reply.Body);
        reply.Body.Should().Contain("\"len\":5");

        HttpRequestMessage changed = Signed("/hmac", method: HttpMethod.Post);
        changed.Content = new StringContent("hallo");
        changed.Headers.TryAddWithoutValidation("Digest", "SHA-256=" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("hello"))));
        (await SendAsync(changed)).Message.Should().Be(NotSame);
    }

    private HttpRequestMessage Signed(
        string target, string algorithm = "hmac-sha256", string headers = "date request-line", string secret = "hmac-secret", int secondsOff = 0, HttpMethod? method = null)
    {
        HttpRequestMessage request = new(method ?? HttpMethod.Get, new Uri(Node.Proxy, target));
        string date = DateTimeOffset.UtcNow.AddSeconds(-secondsOff).ToString("r");
        request.Headers.TryAddWithoutValidation("Date", date);
        string text = string.Join('\n', headers.Split(' ').Select(h => h == "date" ? "date: " + date : $"{request.Method} {target} HTTP/1.1"));
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"hmac username=\"ali\", algorithm=\"{algorithm}\", headers=\"{headers}\", signature=\"{signature}\"");
        return request;
    }
}
