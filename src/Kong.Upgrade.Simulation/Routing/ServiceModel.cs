using Kong.Upgrade.Simulation.Balancing;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>A service made ready to serve. Immutable, but for the balancer's turn.</summary>
internal sealed record ServiceModel(string Id, string Name, string Protocol, string Path, int Retries, TimeSpan ReadTimeout, Balancer Balancer);
