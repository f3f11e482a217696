using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>The plugins that may apply to one route, in Kong's order; which instance of each applies depends on the consumer.</summary>
internal sealed class PluginChain(IReadOnlyList<PluginChain.Slot> slots)
{
    private readonly Slot[] _slots = [.. slots];
    private readonly Slot? _prometheus = slots.FirstOrDefault(s => s.Name == "prometheus");

    public Answer? Access(ProxyExchange exchange)
    {
        foreach (Slot slot in _slots)
        {
            if (slot.For(exchange.Consumer) is not { } plugin)
                continue;
            if (exchange.Faults.IsBroken(slot.Name))
                return Answer.Unexpected;
            if (plugin.Access(exchange) is { } answer)
                return answer;
        }
        return null;
    }

    public void Respond(ProxyExchange exchange)
    {
        foreach (Slot slot in _slots)
            slot.For(exchange.Consumer)?.Respond(exchange);
    }

    /// <summary>Which figures to keep of a request of that consumer, if any.</summary>
    public Prometheus? MetricsFor(Consumer? consumer) => _prometheus?.For(consumer) as Prometheus;

    /// <summary>All instances of one plugin that may apply, most specific first.</summary>
    public sealed record Slot(string Name, IReadOnlyList<Instance> Instances)
    {
        public IPlugin? For(Consumer? consumer)
        {
            foreach (Instance instance in Instances)
                if (instance.Consumer is null || instance.Consumer == consumer?.Id)
                    return instance.Plugin;
            return null;
        }
    }

    public sealed record Instance(string? Consumer, IPlugin Plugin);
}
