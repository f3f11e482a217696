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
