using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>The plugins that may apply to one route, in Kong's order; which instance of each applies depends on the consumer.</summary>
internal sealed class PluginChain(IReadOnlyList<PluginChain.Slot> slots)
{
    private readonly Slot[] _slots = [.. slots];
    private readonly Slot? _prometheus = slots.FirstOrDefault(s => s.Name == "prometheus");

    public async ValueTask<Answer?> AccessAsync(ProxyExchange exchange)
    {
        foreach (Slot slot in _slots)
        {
            if (slot.For(exchange) is not { } plugin)
                continue;
            if (exchange.Faults.IsBroken(slot.Name))
                return Break(exchange, slot.Name);
            if (await plugin.AccessAsync(exchange).ConfigureAwait(false) is { } answer)
                return answer;
        }
        return null;
    }

    public void Respond(ProxyExchange exchange)
    {
        foreach (Slot slot in _slots)
            slot.For(exchange)?.Respond(exchange);
    }

    /// <summary>Which figures to keep of a request, if any.</summary>
    public Prometheus? MetricsFor(ProxyExchange exchange) => _prometheus?.For(exchange) as Prometheus;

    private static Answer Break(ProxyExchange exchange, string plugin)
    {
        exchange.Faults.Log?.Write("error", $"*{exchange.Context.Connection.Id} [kong] init.lua:405 [{plugin}] simulated trouble, client: {exchange.ClientAddress}, "
            + $"server: kong, request: \"{exchange.Request.Method} {exchange.Path} {exchange.Request.Protocol}\", host: \"{exchange.Request.Host}\"");
        return Answer.Unexpected;
    }

    /// <summary>All instances of one plugin that may apply, most specific first.</summary>
    public sealed record Slot(string Name, IReadOnlyList<Instance> Instances)
    {
        public IPlugin? For(ProxyExchange exchange)
        {
            if (exchange.Faults.IsAbsent(Name))
                return null;
            foreach (Instance instance in Instances)
                if (instance.Consumer is null || instance.Consumer == exchange.Consumer?.Id)
                    return instance.Plugin;
            return null;
        }
    }

    public sealed record Instance(string? Consumer, IPlugin Plugin);
}
