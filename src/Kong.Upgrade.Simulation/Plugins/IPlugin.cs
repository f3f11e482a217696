using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>One configured plugin, made ready to serve. Safe for any number of requests at once.</summary>
internal interface IPlugin
{
    /// <summary>Looks at a request before it is proxied; an answer ends it here.</summary>
    Answer? Access(ProxyExchange exchange) => null;

    /// <summary>The same for a plugin that has to wait, for the request's body for instance.</summary>
    ValueTask<Answer?> AccessAsync(ProxyExchange exchange) => ValueTask.FromResult(Access(exchange));

    /// <summary>Changes the headers of any answer, also of those that other plugins gave.</summary>
    void Respond(ProxyExchange exchange)
    {
    }
}
