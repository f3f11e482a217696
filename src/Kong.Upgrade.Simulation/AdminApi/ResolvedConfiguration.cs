using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`configuration` in `GET /`: the keys of kong.conf that tools ask for, with Kong's defaults, and what the options add.</summary>
internal sealed class ResolvedConfiguration(NodeContext node)
{
    public JsonObject Make()
    {
        JsonObject configuration = new()
        {
            ["prefix"] = node.Options.Prefix,
            ["nginx_pid"] = node.Options.Prefix + "/pids/nginx.pid",
            ["kong_env"] = node.Options.Prefix + "/.kong_env",
            ["role"] = "traditional",
            ["database"] = "postgres",
            ["pg_host"] = "127.0.0.1",
            ["pg_port"] = 5432,
            ["pg_user"] = "kong",
            ["pg_database"] = "kong",
            ["pg_timeout"] = 5000,
            ["pg_ssl"] = false,
            ["pg_ssl_verify"] = false,
            ["db_update_frequency"] = 5,
            ["db_update_propagation"] = 0,
            ["db_cache_ttl"] = 0,
            ["worker_state_update_frequency"] = 5,
            ["worker_consistency"] = "eventual",
            ["anonymous_reports"] = false,
            ["log_level"] = "notice",
            ["plugins"] = new JsonArray("bundled"),
            ["loaded_plugins"] = new JsonObject(node.AvailablePlugins().Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, true))),
            ["stream_listen"] = new JsonArray("off"),
        };
        if (node.Version.AtLeast(3, 0))
            configuration["router_flavor"] = "traditional_compatible";
        if (node.Version.HasAllowDebugHeader)
            configuration["allow_debug_header"] = false;
        ListenerAddresses listeners = node.Listeners();
        configuration["proxy_ssl_enabled"] = listeners.ProxyTls is not null;
        Listen(configuration, "proxy", listeners.Proxy, listeners.ProxyTls);
        Listen(configuration, "admin", listeners.Admin);
        Listen(configuration, "status", listeners.Status);
        foreach ((string key, string value) in node.Options.Configuration)
            configuration[key] = key.EndsWith("password", StringComparison.Ordinal) ? "******" : Typed(value);
        return configuration;
    }

    private void Listen(JsonObject configuration, string name, string address, string? withTls = null)
    {
        configuration[name + "_listen"] = withTls is null ? new JsonArray(address) : new JsonArray(address, withTls + " http2 ssl");
        configuration[name + "_listeners"] = withTls is null
            ? new JsonArray(Describe(address, address, false))
            : new JsonArray(Describe(address, address, false), Describe(withTls, withTls + TlsFlags, true));
    }

    // nginx 1.25 took http2 out of its listen line, and Kong out of what it shows.
    private string TlsFlags => node.Version.AtLeast(3, 6) ? " ssl" : " ssl http2";

    private static JsonObject Describe(string address, string listener, bool tls) => new()
    {
        ["listener"] = listener,
        ["ip"] = address.Split(':')[0],
        ["port"] = int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture),
        ["ssl"] = tls,
        ["http2"] = tls,
        ["proxy_protocol"] = false,
        ["deferred"] = false,
        ["bind"] = false,
        ["reuseport"] = false,
        ["backlog=%d+"] = false,
    };

    // As Kong shows resolved values: on and off are booleans, whole numbers are numbers, passwords are stars.
    private static JsonNode Typed(string value) => value switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => value,
    };
}
