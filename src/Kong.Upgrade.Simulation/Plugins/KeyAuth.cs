using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>key-auth: finds a key in a header or in the query and with it the consumer.</summary>
internal sealed class KeyAuth(JsonObject config, CredentialCache credentials, VersionTraits version) : IPlugin
{
    private readonly IReadOnlyList<string> _names = config.Texts("key_names");
    private readonly bool _inHeader = config.Flag("key_in_header", true);
    private readonly bool _inQuery = config.Flag("key_in_query", true);
    private readonly bool _hide = config.Flag("hide_credentials");
    private readonly bool _onPreflight = config.Flag("run_on_preflight", true);
    private readonly string? _anonymous = config.Text("anonymous");
    private readonly Answer _missing = new(401, "No API key found in request") { Headers = [new("WWW-Authenticate", Challenge(config, version))] };

    // Older versions told a wrong key apart and forgot the challenge (recorded: keyed-bad.http of 3.4.2).
    private readonly Answer _wrong = version.HasKeyAuthRealm
        ? new(401, "Unauthorized") { Headers = [new("WWW-Authenticate", Challenge(config, version))] }
        : new(401, "Invalid authentication credentials");

    public Answer? Access(ProxyExchange exchange)
    {
        if (!_onPreflight && exchange.Request.Method == "OPTIONS")
            return null;
        if (FindKey(exchange) is not { } key)
            return Refuse(exchange, _missing);
        if (!credentials.TryFind(key, out Credential? credential))
            return Answer.Unexpected;
        if (credential is null)
            return Refuse(exchange, _wrong);
        exchange.Authenticate(credential);
        return null;
    }

    private string? FindKey(ProxyExchange exchange)
    {
        foreach (string name in _names)
        {
            if (_inHeader && exchange.Request.Headers.TryGetValue(name, out StringValues header) && header.Count > 0)
            {
                if (_hide)
                    exchange.HideHeader(name);
                return header[0];
            }
            if (_inQuery && exchange.Request.Query.TryGetValue(name, out StringValues argument) && argument.Count > 0)
            {
                if (_hide)
                    exchange.HideArgument(name);
                return argument[0];
            }
        }
        return null;
    }

    private Answer? Refuse(ProxyExchange exchange, Answer refusal)
    {
        if (_anonymous is null)
            return refusal;
        if (!credentials.TryFindConsumer(_anonymous, out Consumer? anonymous) || anonymous is null)
            return Answer.Unexpected;
        exchange.Authenticate(new(null, anonymous));
        return null;
    }

    private static string Challenge(JsonObject config, VersionTraits version) =>
        !version.HasKeyAuthRealm ? "Key realm=\"kong\"" : config.Text("realm") is { } realm ? $"Key realm=\"{realm}\"" : "Key";
}
