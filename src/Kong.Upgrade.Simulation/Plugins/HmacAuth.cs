using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>hmac-auth: a signature over some headers and the request line, and a date that is not far from now.</summary>
internal sealed class HmacAuth(JsonObject config, CredentialCache credentials, VersionTraits version, TimeProvider time) : Authentication(config, credentials)
{
    private const string NotValid = "HMAC signature cannot be verified";
    private const string NotSame = "HMAC signature does not match";
    private readonly bool _hide = config.Flag("hide_credentials");
    private readonly bool _checksBody = config.Flag("validate_request_body");
    private readonly double _skew = config.Number("clock_skew") ?? 300;
    private readonly IReadOnlyList<string> _enforced = config.Texts("enforce_headers");
    private readonly IReadOnlyList<string> _algorithms = config.Texts("algorithms");
    private readonly string? _challenge = !version.HasTokenRealm ? null : config.Text("realm") is { } realm ? $"hmac realm=\"{realm}\"" : "hmac";

    protected override async ValueTask<Verdict> VerifyAsync(ProxyExchange exchange)
    {
        if (!exchange.Request.Headers.ContainsKey("Authorization") && !exchange.Request.Headers.ContainsKey("Proxy-Authorization"))
            return Refuse("Unauthorized");
        if (!IsTimely(exchange, "X-Date") && !IsTimely(exchange, "Date"))
            return Refuse(NotValid + ", a valid date or x-date header is required for HMAC Authentication");
        if (Read(exchange) is not { } fields || !IsAcceptable(fields))
            return Refuse(NotValid);
        if (!Credentials.TryFind("hmacauth_credentials", "username", fields.Username, out Credential? credential))
            return Verdict.Trouble;
        if (credential is null)
            return Refuse(NotValid);
        if (!fields.IsSignedWith(credential.Row.Text("secret") ?? "", exchange) || (_checksBody && !await HasRightBodyAsync(exchange).ConfigureAwait(false)))
            return Refuse(NotSame);
        if (version.HasCredentialUsername)
            exchange.Tell("X-Credential-Username", fields.Username);
        return Verdict.Known(credential, fields.Username);
    }

    private HmacFields? Read(ProxyExchange exchange)
    {
        HmacFields? proxy = HmacFields.Read(exchange.Request.Headers.ProxyAuthorization.ToString());
        if (_hide)
            exchange.Upstream.Remove(proxy is null ? "Authorization" : "Proxy-Authorization");
        return proxy ?? HmacFields.Read(exchange.Request.Headers.Authorization.ToString());
    }

    private bool IsAcceptable(HmacFields fields) => _enforced.All(fields.Headers.Contains) && _algorithms.Contains(fields.Algorithm);

    private bool IsTimely(ProxyExchange exchange, string header) =>
        DateTimeOffset.TryParseExact(exchange.Request.Headers[header].ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
        && Math.Abs((time.GetUtcNow() - date).TotalSeconds) <= _skew;

    private static async Task<bool> HasRightBodyAsync(ProxyExchange exchange)
    {
        byte[] body = await exchange.ReadBodyAsync().ConfigureAwait(false);
        string digest = exchange.Request.Headers["Digest"].ToString();
        return digest.Length == 0 ? body.Length == 0 : digest == "SHA-256=" + Convert.ToBase64String(SHA256.HashData(body));
    }

    private Verdict Refuse(string message) => Verdict.Refused(Challenge.Unauthorized(_challenge, message));
}
