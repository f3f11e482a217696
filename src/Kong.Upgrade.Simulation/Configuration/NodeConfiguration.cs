using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Routing;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>What a node serves by: made from the database at one moment and swapped as a whole. Immutable.</summary>
/// <param name="Router">Finds routes.</param>
/// <param name="Upstreams">The balancers of the upstreams, by name.</param>
/// <param name="Certificates">The certificates of the TLS listener, by server name.</param>
/// <param name="ShowsUpstreamHealth">Whether a prometheus plugin asks for the health of targets.</param>
internal sealed record NodeConfiguration(
    Router Router, IReadOnlyDictionary<string, Balancer> Upstreams, CertificateTable Certificates, bool ShowsUpstreamHealth)
{
    public static NodeConfiguration Empty { get; } = new(Router.Empty, new Dictionary<string, Balancer>(), new([], []), false);
}
