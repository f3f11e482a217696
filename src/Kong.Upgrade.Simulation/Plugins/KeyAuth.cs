using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>key-auth: finds a key in a header or in the query and with it the consumer.</summary>
internal sealed class KeyAuth(JsonObject config, CredentialCache credentials, VersionTraits version) : Authentication(config, credentials)
{
    private readonly IReadOnlyList<string> _names = config.Texts("key_names");
    private readonly bool _inHeader = config.Flag("key_in_header", true);
    private readonly bool _inQuery = config.Flag("key_in_query", true);
    private readonly bool _hide = config.Flag("hide_credentials");
    private readonly bool _onPreflight = config.Flag("run_on_preflight", true);
    private readonly Answer _missing = new(401, "No API key found in request") { Headers = [new("WWW-Authenticate", Challenge(config, version))] };

    // Older versions told a wrong key apart and forgot the challenge (recorded: keyed-bad.http of 3.4.2).
    private readonly Answer _wrong = version.HasKeyAuthRealm
        ? new(401, "Unauthorized") { Headers = [new("WWW-Authenticate", Challenge(config, version))] }
        : new(401, version.SaysUnauthorized ? "Unauthorized" : "Invalid authentication credentials");

    protected override bool Passes(ProxyExchange exchange) => !_onPreflight && exchange.Request.Method == "OPTIONS";

    protected override ValueTask<Verdict> VerifyAsync(ProxyExchange exchange) => ValueTask.FromResult(Verify(exchange));

    private Verdict Verify(ProxyExchange exchange)
    {
        if (FindKey(exchange) is not { } key)
            return Verdict.Refused(_missing);
        if (!Credentials.TryFind("keyauth_credentials", "key", key, out Credential? credential))
            return Verdict.Trouble;
        return credential is null ? Verdict.Refused(_wrong) : Verdict.Known(credential, credential.Id);
    }

    private string? FindKey(ProxyExchange exchange)
    {
        foreach (string name in _names)
        {
            if (_inHeader && exchange.Request.Headers.TryGetValue(name, out StringValues header) && header.Count > 0)
            {
                if (_hide)
                    exchange.Upstream.Remove(name);
                return header[0];
            }
            if (_inQuery && exchange.Request.Query.TryGetValue(name, out StringValues argument) && argument.Count > 0)
            {
                if (_hide)
                    exchange.Arguments.Remove(name);
                return argument[0];
            }
        }
        return null;
    }

    private static string Challenge(JsonObject config, VersionTraits version) =>
        !version.HasKeyAuthRealm ? "Key realm=\"kong\"" : config.Text("realm") is { } realm ? $"Key realm=\"{realm}\"" : "Key";
}
