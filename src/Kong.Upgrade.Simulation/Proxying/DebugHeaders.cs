using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Tells a request with `Kong-Debug` which route and service took it, where the node allows that.</summary>
internal sealed class DebugHeaders(VersionTraits version, SimulatedNodeOptions options)
{
    private readonly bool _allowed = !version.HasAllowDebugHeader || options.Configuration.GetValueOrDefault("allow_debug_header") is "on" or "true";

    public void Tell(ProxyExchange exchange)
    {
        if (!_allowed || exchange.Route is not { } route || !exchange.Request.Headers.ContainsKey("Kong-Debug"))
            return;
        Tell(exchange, "Route", route.Id, route.Name);
        if (route.Service is { } service)
            Tell(exchange, "Service", service.Id, service.Name);
    }

    // What has no name of its own is called by its id here.
    private static void Tell(ProxyExchange exchange, string what, string id, string name)
    {
        exchange.AddResponseHeader($"Kong-{what}-Id", id);
        if (name != id)
            exchange.AddResponseHeader($"Kong-{what}-Name", name);
    }
}
