using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>correlation-id: gives each request an id, towards the upstream and, if asked, back to the client.</summary>
internal sealed class CorrelationId(JsonObject config) : IPlugin
{
    private readonly string _header = config.Text("header_name") ?? "Kong-Request-ID";
    private readonly bool _counts = config.Text("generator") is null or "uuid#counter";
    private readonly bool _echo = config.Flag("echo_downstream");
    private readonly Guid _base = Guid.NewGuid();
    private long _count;

    public Answer? Access(ProxyExchange exchange)
    {
        string id = exchange.Upstream[_header].ToString();
        if (id.Length == 0)
        {
            id = Next();
            exchange.Upstream.Set(_header, id);
        }
        exchange.CorrelationId = id;
        return null;
    }

    /// <summary>Also answers given before this plugin's turn carry an id (recorded: keyed-401.http).</summary>
    public void Respond(ProxyExchange exchange)
    {
        if (_echo)
            exchange.AddResponseHeader(_header, exchange.CorrelationId ?? Next());
    }

    private string Next() => _counts
        ? string.Create(CultureInfo.InvariantCulture, $"{_base}#{Interlocked.Increment(ref _count)}")
        : Guid.NewGuid().ToString();
}
