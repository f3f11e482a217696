using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>request-transformer: method, path, headers and query towards the upstream. Bodies are left alone, and templates are taken as they stand.</summary>
internal sealed class RequestTransformer(JsonObject config) : IPlugin
{
    private readonly string? _method = config.Text("http_method");
    private readonly string? _path = (config["replace"] as JsonObject)?.Text("uri");
    private readonly Rules _headers = new(config, "headers");
    private readonly Rules _arguments = new(config, "querystring");

    public Answer? Access(ProxyExchange exchange)
    {
        exchange.UpstreamMethod = _method ?? exchange.UpstreamMethod;
        exchange.UpstreamPath = _path ?? exchange.UpstreamPath;
        ChangeHeaders(exchange, exchange.Upstream);
        ChangeArguments(exchange.Arguments);
        return null;
    }

    private void ChangeHeaders(ProxyExchange exchange, UpstreamHeaders headers)
    {
        foreach (TransformRule rule in _headers.Remove)
            headers.Remove(rule.Name);
        foreach (TransformRule rule in _headers.Rename.Where(r => r.Value is not null && headers.Has(r.Name)))
        {
            Microsoft.Extensions.Primitives.StringValues value = headers[rule.Name];
            headers.Remove(rule.Name);
            headers.Set(rule.Value!, value);
        }
        foreach (TransformRule rule in _headers.Replace)
        {
            if (rule.Name.Equals("host", StringComparison.OrdinalIgnoreCase))
                exchange.UpstreamHost = rule.Value;
            else if (headers.Has(rule.Name))
                exchange.Tell(rule.Name, rule.Value);
        }
        foreach (TransformRule rule in _headers.Add.Where(r => !headers.Has(r.Name) && !r.Name.Equals("host", StringComparison.OrdinalIgnoreCase)))
            exchange.Tell(rule.Name, rule.Value);
        foreach (TransformRule rule in _headers.Append)
            headers.Append(rule.Name, rule.Value ?? "");
    }

    private void ChangeArguments(UpstreamQuery query)
    {
        foreach (TransformRule rule in _arguments.Remove)
            query.Remove(rule.Name);
        foreach (TransformRule rule in _arguments.Rename.Where(r => r.Value is not null && query.Has(r.Name)))
        {
            query.Remove(rule.Value!);
            query.Rename(rule.Name, rule.Value!);
        }
        foreach (TransformRule rule in _arguments.Replace.Where(r => query.Has(r.Name)))
        {
            query.Remove(rule.Name);
            query.Add(rule.Name, rule.Value);
        }
        foreach (TransformRule rule in _arguments.Add.Where(r => !query.Has(r.Name)))
            query.Add(rule.Name, rule.Value);
        foreach (TransformRule rule in _arguments.Append)
            query.Add(rule.Name, rule.Value);
    }

    private sealed class Rules(JsonObject config, string place)
    {
        public TransformRule[] Remove { get; } = TransformRule.Read(config, "remove", place);

        public TransformRule[] Rename { get; } = TransformRule.Read(config, "rename", place);

        public TransformRule[] Replace { get; } = TransformRule.Read(config, "replace", place);

        public TransformRule[] Add { get; } = TransformRule.Read(config, "add", place);

        public TransformRule[] Append { get; } = TransformRule.Read(config, "append", place);
    }
}
