using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>oauth2: issues tokens at `…/oauth2/token`, and lets in who brings one. Only the client-credentials grant, and no global credentials.</summary>
internal sealed class OAuth2(JsonObject config, CredentialCache credentials, OAuth2Tokens tokens, VersionTraits version) : Authentication(config, credentials)
{
    private const string Invalid = "The access token is invalid or has expired";
    private readonly OAuth2Issuer _issuer = new(config, credentials, tokens);
    private readonly bool _hide = config.Flag("hide_credentials");
    private readonly string _header = config.Text("auth_header_name") ?? "authorization";
    private readonly string _bearer = !version.HasTokenRealm ? "Bearer realm=\"service\"" : config.Text("realm") is { } realm ? $"Bearer realm=\"{realm}\"" : "Bearer";

    protected override async ValueTask<Verdict> VerifyAsync(ProxyExchange exchange)
    {
        string path = exchange.Path.TrimEnd('/');
        if (path.EndsWith("/oauth2/token", StringComparison.Ordinal))
            return Verdict.Ended(exchange.Request.Method == "POST" ? await _issuer.IssueAsync(exchange).ConfigureAwait(false) : WrongMethod(exchange));
        if (await FindTokenAsync(exchange).ConfigureAwait(false) is not { Length: > 0 } accessToken)
            return Refuse("invalid_request", "The access token is missing", _bearer);
        if (!tokens.TryFind(accessToken, out JsonObject? token))
            return Verdict.Trouble;
        if (token is null || token.Reference("service") is not { } service || service != exchange.Route?.Service?.Id)
            return Refuse("invalid_token", Invalid, Describe("invalid_token", Invalid));
        return Admit(exchange, token);
    }

    private Verdict Admit(ProxyExchange exchange, JsonObject token)
    {
        if (!Credentials.TryFind("oauth2_credentials", "id", token.Reference("credential") ?? "", out Credential? credential))
            return Verdict.Trouble;
        if (credential is null)
            return Refuse("invalid_token", Invalid, Describe("invalid_token", Invalid));
        exchange.Tell("X-Authenticated-Scope", token.Text("scope"));
        exchange.Tell("X-Authenticated-UserId", token.Text("authenticated_userid"));
        return Verdict.Known(credential, credential.Row.Text("client_id"));
    }

    private async ValueTask<string?> FindTokenAsync(ProxyExchange exchange)
    {
        string header = exchange.Request.Headers[_header].ToString();
        if (header.Length == 0)
        {
            string? argument = (await OAuth2Parameters.ReadAsync(exchange).ConfigureAwait(false)).GetValueOrDefault("access_token");
            if (_hide)
                exchange.Arguments.Remove("access_token");
            return argument;
        }
        bool isBearer = header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var scheme, _] && scheme.ToUpperInvariant() is "BEARER" or "TOKEN";
        if (_hide && isBearer)
            exchange.Upstream.Remove(_header);
        return isBearer ? header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1] : header;
    }

    private Answer WrongMethod(ProxyExchange exchange)
    {
        string description = $"The HTTP method {exchange.Request.Method} is invalid for the token endpoint";
        return Refusal(405, "invalid_method", description, Describe("invalid_method", description));
    }

    private string Describe(string error, string description) => $"{_bearer} error=\"{error}\" error_description=\"{description}\"";

    private static Verdict Refuse(string error, string description, string challenge) => Verdict.Refused(Refusal(401, error, description, challenge));

    private static Answer Refusal(int status, string error, string description, string challenge) => new(status)
    {
        Body = (Json.Write(new JsonObject { ["error_description"] = description, ["error"] = error }), Answer.JsonType),
        Headers = [new("WWW-Authenticate", challenge)],
    };
}
