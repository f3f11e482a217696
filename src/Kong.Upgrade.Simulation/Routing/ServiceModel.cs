using Kong.Upgrade.Simulation.Balancing;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>A service made ready to serve. Immutable, but for the balancer's turn.</summary>
internal sealed record ServiceModel(string Id, string Name, string Protocol, string Path, int Retries, TimeSpan ReadTimeout, Balancer Balancer)
{
    public bool IsGrpc => Protocol is "grpc" or "grpcs";

    /// <summary>How its addresses begin.</summary>
    public string Scheme => Protocol is "grpcs" or "https" ? "https" : "http";
}
