using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Makes the plugins that behave; all others are accepted and listed, and do nothing.</summary>
internal sealed class PluginFactory(SimulatedDatabase database, CredentialCache credentials, RateLimitCounters local, VersionTraits version, TimeProvider time)
{
    public IPlugin Make(string name, string id, JsonObject config) => name switch
    {
        "key-auth" => new KeyAuth(config, credentials, version),
        "rate-limiting" => new RateLimiting(config, id, new(config, database, local, version), time),
        "basic-auth" => new BasicAuth(config, credentials, version),
        "jwt" => new Jwt(config, credentials, version, time),
        "hmac-auth" => new HmacAuth(config, credentials, version, time),
        "oauth2" => new OAuth2(config, credentials, new(database, version, time), version),
        "acl" => new Acl(config, credentials),
        "ip-restriction" => new IpRestriction(config, version),
        "request-transformer" => new RequestTransformer(config),
        "response-transformer" => new ResponseTransformer(config),
        "request-termination" => new RequestTermination(config),
        "cors" => new Cors(config),
        "correlation-id" => new CorrelationId(config),
        "prometheus" => new Prometheus(config, version),
        _ => Idle.Instance,
    };

    private sealed class Idle : IPlugin
    {
        public static readonly Idle Instance = new();
    }
}
