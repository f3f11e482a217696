using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Fields that Kong accepts but does not store: `url` of a service.</summary>
internal static class Shorthand
{
    public static void Expand(EntitySchema schema, JsonObject entity)
    {
        if (schema.Table != "services" || entity.Text("url") is not { } text)
            return;
        entity.Remove("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url))
            throw KongError.Schema(new() { ["url"] = "missing host in url" }, ["url: missing host in url"]);
        entity["protocol"] = url.Scheme;
        entity["host"] = url.Host;
        entity["port"] = url.Port;
        entity["path"] = url.AbsolutePath == "/" && !text.EndsWith('/') ? null : url.AbsolutePath;
    }
}
