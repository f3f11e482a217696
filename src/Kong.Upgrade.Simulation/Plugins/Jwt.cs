using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>jwt: a token signed with the secret of the credential that one of its claims names.</summary>
internal sealed class Jwt(JsonObject config, CredentialCache credentials, VersionTraits version, TimeProvider time) : Authentication(config, credentials)
{
    private readonly JwtSources _sources = new(config);
    private readonly string _claim = config.Text("key_claim_name") ?? "iss";
    private readonly IReadOnlyList<string> _verify = config.Texts("claims_to_verify");
    private readonly double _longest = config.Number("maximum_expiration") ?? 0;
    private readonly bool _isBase64 = config.Flag("secret_is_base64");
    private readonly bool _onPreflight = config.Flag("run_on_preflight", true);
    private readonly string? _realm = config.Text("realm");

    protected override bool Passes(ProxyExchange exchange) => !_onPreflight && exchange.Request.Method == "OPTIONS";

    protected override ValueTask<Verdict> VerifyAsync(ProxyExchange exchange) => ValueTask.FromResult(Verify(exchange));

    private Verdict Verify(ProxyExchange exchange)
    {
        IReadOnlyCollection<string> tokens = _sources.Find(exchange);
        if (tokens.Count != 1)
            return tokens.Count == 0 ? Refuse("Unauthorized", isError: false) : Refuse("Multiple tokens provided");
        if (JwtToken.Read(tokens.First(), out string problem) is not { } token)
            return Refuse("Bad token; " + problem);
        if ((token.Claims.Text(_claim) ?? token.Header.Text(_claim)) is not { } key)
            return Refuse($"No mandatory '{_claim}' in claims");
        if (key.Length == 0)
            return Refuse($"Invalid '{_claim}' in claims");
        if (!Credentials.TryFind("jwt_secrets", "key", key, out Credential? credential))
            return Verdict.Trouble;
        return credential is null ? Refuse($"No credentials found for given '{_claim}'") : Check(token, credential);
    }

    private Verdict Check(JwtToken token, Credential credential)
    {
        if (token.Algorithm != (credential.Row.Text("algorithm") ?? "HS256"))
            return Refuse("Invalid algorithm");
        if (Secret(credential) is not { } secret)
            return Refuse("Invalid key/secret");
        if (!token.IsSignedWith(secret, credential.Row.Text("rsa_public_key")))
            return Refuse("Invalid signature");
        JsonObject wrong = WrongClaims(token.Claims);
        return wrong.Count > 0 ? Refuse(wrong, isError: true) : Verdict.Known(credential, credential.Row.Text("key"));
    }

    private byte[]? Secret(Credential credential)
    {
        string secret = credential.Row.Text("secret") ?? "";
        byte[] decoded = new byte[secret.Length];
        if (!_isBase64)
            return Encoding.UTF8.GetBytes(secret);
        return Convert.TryFromBase64String(secret, decoded, out int length) ? decoded[..length] : null;
    }

    private JsonObject WrongClaims(JsonObject claims)
    {
        JsonObject wrong = [];
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (string name in _verify)
        {
            string? problem = claims[name]?.GetValueKind() != JsonValueKind.Number ? "must be a number"
                : name == "exp" && claims.Number(name) <= now ? "token expired"
                : name == "nbf" && claims.Number(name) > now ? "token not valid yet"
                : null;
            if (problem is not null)
                wrong[name] = problem;
        }
        if (wrong.Count == 0 && _longest > 0 && !(claims.Number("exp") - now <= _longest))
            wrong["exp"] = "exceeds maximum allowed expiration";
        return wrong;
    }

    private Verdict Refuse(string message, bool isError = true) => Refuse(new JsonObject { ["message"] = message }, isError);

    // This plugin writes its bodies itself, without layout and request id.
    private Verdict Refuse(JsonObject body, bool isError)
    {
        string realm = _realm is null ? "" : $" realm=\"{_realm}\"";
        string error = !isError ? "" : $"{(_realm is null ? "" : ",")} error=\"invalid_token\"";
        return Verdict.Refused(Challenge.Unauthorized(version.HasTokenRealm ? $"Bearer{realm}{error}" : null) with
        {
            Body = (Json.Write(body), Answer.JsonType),
        });
    }
}
