using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>basic-auth: name and password in `Proxy-Authorization` or `Authorization`.</summary>
internal sealed class BasicAuth(JsonObject config, CredentialCache credentials, VersionTraits version) : Authentication(config, credentials)
{
    private static readonly string[] Headers = ["Proxy-Authorization", "Authorization"];
    private readonly bool _hide = config.Flag("hide_credentials");
    private readonly Answer _missing = Challenge.Unauthorized($"Basic realm=\"{(version.HasBasicAuthRealm ? config.Text("realm") ?? "service" : "kong")}\"");

    protected override ValueTask<Verdict> VerifyAsync(ProxyExchange exchange) => ValueTask.FromResult(Verify(exchange));

    private Verdict Verify(ProxyExchange exchange)
    {
        if (!Headers.Any(exchange.Request.Headers.ContainsKey))
            return Verdict.Refused(_missing);
        foreach (string header in Headers)
        {
            (string Name, string Password)? given = BasicCredentials.Read(exchange.Request.Headers[header].ToString());
            if (_hide)
                exchange.Upstream.Remove(header);
            if (given is not { } pair)
                continue;
            if (!Credentials.TryFind("basicauth_credentials", "username", pair.Name, out Credential? credential))
                return Verdict.Trouble;
            if (credential is not null)
                return Check(exchange, credential, pair.Password);
        }
        return Refused();
    }

    private Verdict Check(ProxyExchange exchange, Credential credential, string password)
    {
        if (credential.Row.Text("password") != Secrets.Hash(password, credential.Consumer.Id))
            return Refused();
        if (version.HasCredentialUsername)
            exchange.Tell("X-Credential-Username", credential.Row.Text("username"));
        return Verdict.Known(credential, credential.Row.Text("username"));
    }

    // Older versions forgot the challenge for wrong credentials.
    private Verdict Refused() => Verdict.Refused(version.HasBasicAuthRealm ? _missing : Challenge.Unauthorized(null, "Invalid authentication credentials"));
}
