using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`configuration` in `GET /`: the keys of kong.conf that tools ask for, with Kong's defaults, and what the options add.</summary>
internal sealed class ResolvedConfiguration(NodeContext node)
{
    public JsonObject Make()
    {
        (string proxy, string admin, string status) = node.Listeners();
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
            ["loaded_plugins"] = new JsonObject(PluginCatalogue.On(node.Version).Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, true))),
            ["stream_listen"] = new JsonArray("off"),
        };
        if (node.Version.AtLeast(3, 0))
            configuration["router_flavor"] = "traditional_compatible";
        Listen(configuration, "proxy", proxy);
        Listen(configuration, "admin", admin);
        Listen(configuration, "status", status);
        foreach ((string key, string value) in node.Options.Configuration)
            configuration[key] = key.EndsWith("password", StringComparison.Ordinal) ? "******" : Typed(value);
        return configuration;
    }

    private static void Listen(JsonObject configuration, string name, string address)
    {
        configuration[name + "_listen"] = new JsonArray(address);
        configuration[name + "_listeners"] = new JsonArray(new JsonObject
        {
            ["listener"] = address,
            ["ip"] = address.Split(':')[0],
            ["port"] = int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture),
            ["ssl"] = false,
            ["http2"] = false,
            ["proxy_protocol"] = false,
            ["deferred"] = false,
            ["bind"] = false,
            ["reuseport"] = false,
            ["backlog=%d+"] = false,
        });
    }

    // As Kong shows resolved values: on and off are booleans, whole numbers are numbers, passwords are stars.
    private static JsonNode Typed(string value) => value switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => value,
    };
}
