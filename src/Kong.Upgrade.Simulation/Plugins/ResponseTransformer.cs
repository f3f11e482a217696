using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>response-transformer: removes, renames, replaces, adds and appends headers, in this order. Bodies are left alone.</summary>
internal sealed class ResponseTransformer(JsonObject config) : IPlugin
{
    private readonly TransformRule[] _remove = TransformRule.Read(config, "remove", "headers");
    private readonly TransformRule[] _rename = TransformRule.Read(config, "rename", "headers");
    private readonly TransformRule[] _replace = TransformRule.Read(config, "replace", "headers");
    private readonly TransformRule[] _add = TransformRule.Read(config, "add", "headers");
    private readonly TransformRule[] _append = TransformRule.Read(config, "append", "headers");

    public void Respond(ProxyExchange exchange)
    {
        IHeaderDictionary headers = exchange.Context.Response.Headers;
        foreach (TransformRule rule in _remove)
            headers.Remove(rule.Name);
        foreach (TransformRule rule in _rename.Where(r => r.Value is not null && headers.ContainsKey(r.Name)))
        {
            headers[rule.Value!] = headers[rule.Name];
            headers.Remove(rule.Name);
        }
        foreach (TransformRule rule in _replace.Where(r => r.Value is not null && headers.ContainsKey(r.Name)))
            headers[rule.Name] = rule.Value;
        foreach (TransformRule rule in _add.Where(r => r.Value is not null && !headers.ContainsKey(r.Name)))
            headers[rule.Name] = rule.Value;
        foreach (TransformRule rule in _append.Where(r => r.Value is not null))
            headers.Append(rule.Name, rule.Value);
    }
}
