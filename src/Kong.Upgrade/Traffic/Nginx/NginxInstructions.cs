using System.Text;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>What a person adds to nginx's configuration once.</summary>
internal static class NginxInstructions
{
    public static string Text(NginxOptions options)
    {
        StringBuilder text = new();
        foreach (string line in (IEnumerable<string>)[.. Modules(options), .. Http(options), .. Server(options), .. Mirror(options)]) text.Append(line).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Modules(NginxOptions options) => options.Mode switch
    {
        NginxMode.Njs => ["# At the very top of nginx.conf, unless your distribution loads the module already (Debian: package libnginx-mod-http-js does):", "load_module modules/ngx_http_js_module.so;", ""],
        NginxMode.Lua => ["# At the very top of nginx.conf, unless your distribution loads the modules already (Debian: package libnginx-mod-http-lua does):", "load_module modules/ndk_http_module.so;", "load_module modules/ngx_http_lua_module.so;", ""],
        _ =>
        [
            "# Each change of the share reloads nginx, which closes idle keep-alive connections; careless clients see that as a reset.",
            "# nginx 1.27.4 and later soften it, in http {}:",
            "#   keepalive_min_timeout 1s;",
            "# Requests that take hours (WebSockets) keep an old worker and with it every change waiting; a limit, at the top of nginx.conf:",
            "#   worker_shutdown_timeout 30s;",
            "",
        ],
    };

    private static IEnumerable<string> Http(NginxOptions options)
    {
        yield return "# Once in http {}, before the servers. The file has to be there first: setting a share, or PrepareAsync, writes it.";
        yield return $"include \"{options.IncludeFile}\";";
        yield return "";
    }

    private static IEnumerable<string> Server(NginxOptions options)
    {
        yield return "# In every server {} whose users are to be split:";
        if (options.Mode is NginxMode.Lua) yield return $"set_by_lua_file $kong_upgrade_split \"{NginxPaths.Script(options)}\";";
        foreach (string line in AccessLog([.. NginxBlocks.LogLines(options)])) yield return line;
        yield return "location / {    # yours; instead of its proxy_pass:";
        foreach (string line in Location(options)) yield return "    " + line;
        yield return "}";
    }

    private static IEnumerable<string> AccessLog(string[] lines) => lines.Length == 0 ? []
        : ["# Only where the server, or a location in it, has an access_log of its own: beside each such line (http {} has it from the included file).", .. lines];

    private static IEnumerable<string> Location(NginxOptions options)
    {
        foreach (string line in Proxy("$kong_upgrade_upstream")) yield return line;
        if (options.Mirror > TrafficShare.AllBlue)
        {
            yield return "mirror /kong-upgrade-mirror;";
            yield return "mirror_request_body off;";
        }
        if (!options.Shield) yield break;
        yield return "# The shield: an idempotent request that fails on green is answered by blue. POST, PATCH and LOCK are not repeated once they were sent.";
        yield return $"proxy_next_upstream error timeout{string.Concat(options.ShieldedStatuses.Distinct().Order().Select(s => $" http_{s}"))};";
        yield return $"proxy_next_upstream_tries {options.Green.Count + options.Blue.Count};";
    }

    private static IEnumerable<string> Mirror(NginxOptions options)
    {
        if (options.Mirror == TrafficShare.AllBlue) yield break;
        yield return "# Beside it, in the same server {}. Short times, for a user's next request on the same connection waits for the mirrored one.";
        yield return "location = /kong-upgrade-mirror {";
        yield return "    internal;";
        yield return "    if ($kong_upgrade_mirror = \"\") { return 204; }";
        foreach (string line in Proxy("$kong_upgrade_mirror$request_uri")) yield return "    " + line;
        yield return "    proxy_pass_request_body off;";
        yield return "    proxy_set_header Content-Length \"\";";
        yield return "    proxy_connect_timeout 1s;";
        yield return "    proxy_read_timeout 2s;";
        yield return "    proxy_next_upstream off;";
        yield return "}";
    }

    private static IEnumerable<string> Proxy(string target) =>
        [$"proxy_pass http://{target};", "proxy_http_version 1.1;", "proxy_set_header Connection \"\";", "proxy_set_header Host $http_host;"];
}
