using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Answers `POST …/oauth2/token`: the client-credentials grant. Others are refused as if they were not enabled.</summary>
internal sealed class OAuth2Issuer(JsonObject config, CredentialCache credentials, OAuth2Tokens tokens)
{
    private readonly bool _enabled = config.Flag("enable_client_credentials");
    private readonly string? _provisionKey = config.Text("provision_key");
    private readonly string _header = config.Text("auth_header_name") ?? "authorization";
    private readonly long _lifetime = (long)(config.Number("token_expiration") ?? 7200);
    private readonly OAuth2Scopes _scopes = new(config);

    public async ValueTask<Answer> IssueAsync(ProxyExchange exchange)
    {
        IReadOnlyDictionary<string, string> said = await OAuth2Parameters.ReadAsync(exchange).ConfigureAwait(false);
        if (!exchange.Request.IsHttps)
            return Refuse(said, "access_denied", "You must use HTTPS");
        if (!_enabled || said.GetValueOrDefault("grant_type") != "client_credentials")
            return Refuse(said, "unsupported_grant_type", "Invalid grant_type");
        (string? id, string? secret, bool inHeader) = Client(exchange, said);
        if (!credentials.TryFind("oauth2_credentials", "client_id", id ?? "", out Credential? client))
            return Answer.Unexpected;
        if (client is not null && client.Row.Text("client_type") != "public" && client.Row.Text("client_secret") != secret)
            return Refuse(said, "invalid_client", "Invalid client authentication", inHeader);
        if (said.TryGetValue("authenticated_userid", out _) && said.GetValueOrDefault("provision_key") != _provisionKey)
            return Refuse(said, "invalid_provision_key", "Invalid provision_key");
        if (client is null)
            return Refuse(said, "invalid_client", "Invalid client authentication");
        return _scopes.Find(said.GetValueOrDefault("scope"), out string? granted) is { } problem
            ? Refuse(said, "invalid_scope", problem)
            : Issue(exchange, said, client, granted);
    }

    private Answer Issue(ProxyExchange exchange, IReadOnlyDictionary<string, string> said, Credential client, string? scope)
    {
        JsonObject wanted = new() { ["expires_in"] = _lifetime, ["scope"] = scope, ["authenticated_userid"] = said.GetValueOrDefault("authenticated_userid") };
        if (tokens.Issue(client.Id!, exchange.Route?.Service?.Id, wanted) is not { } token)
            return Answer.Unexpected;
        JsonObject body = new() { ["access_token"] = token.Text("access_token"), ["token_type"] = "bearer" };
        if (_lifetime > 0)
            body["expires_in"] = _lifetime;
        return Write(200, said, body);
    }

    private (string? Id, string? Secret, bool InHeader) Client(ProxyExchange exchange, IReadOnlyDictionary<string, string> said)
    {
        if (said.TryGetValue("client_id", out string? id) && said.TryGetValue("client_secret", out string? secret))
            return (id, secret, false);
        string header = exchange.Request.Headers[_header].ToString();
        return header.Length > 0
            ? BasicCredentials.Read(header) is { } basic ? (basic.Name, basic.Password, true) : (null, null, true)
            : (id, null, false);
    }

    private static Answer Refuse(IReadOnlyDictionary<string, string> said, string error, string description, bool inHeader = false)
    {
        Answer answer = Write(inHeader ? 401 : 400, said, new() { ["error_description"] = description, ["error"] = error });
        return inHeader ? answer with { Headers = [.. answer.Headers, new("WWW-Authenticate", "Basic realm=\"OAuth2.0\"")] } : answer;
    }

    private static Answer Write(int status, IReadOnlyDictionary<string, string> said, JsonObject body)
    {
        if (said.TryGetValue("state", out string? state))
            body["state"] = state;
        return new(status)
        {
            Body = (Json.Write(body), Answer.JsonType),
            Headers = [new("Cache-Control", "no-store"), new("Pragma", "no-cache")],
        };
    }
}
