using System.Globalization;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>The parts of the include file.</summary>
internal static class NginxBlocks
{
    /// <summary>
    /// <c>max_fails=0</c>: nginx must not take a failing node out by itself, or the real share would silently differ from the one that was asked for, and green
    /// would look idle instead of broken (kong-facts 12.6 no. 7). A node's health is the judge's business.
    /// Idle connections end after ten seconds, so that blue is not kept busy by them once it has no traffic.
    /// </summary>
    public static string Upstream(string name, IReadOnlyList<string> nodes, IReadOnlyList<string> backups) => Block(
        $"upstream {name}",
        [.. nodes.Select(n => $"server {n} max_fails=0;"), .. backups.Select(n => $"server {n} max_fails=0 backup;"), "keepalive 64;", "keepalive_timeout 10s;"]);

    /// <summary>The whole block each time: nginx refuses an include inside it, and 0 and 100 percent (kong-facts 12.6 no. 1).</summary>
    public static IEnumerable<string> Split(NginxOptions options, TrafficShare share) =>
        [SplitClients($"\"{options.Key}\"", "$kong_upgrade_split", share, "green", "blue")];

    public static IEnumerable<string> RuntimeSplit(NginxOptions options, string fingerprint)
    {
        yield return Constant("$kong_upgrade_key", options.Key);
        yield return Constant("$kong_upgrade_share_file", NginxPaths.Share(options, fingerprint));
        if (options.Mode is NginxMode.Njs)
            yield return $"js_import kong_upgrade from \"{NginxPaths.Script(options)}\";\njs_set $kong_upgrade_split kong_upgrade.split;\njs_set $kong_upgrade_share kong_upgrade.share;";
    }

    /// <summary>Lua has no way to set a variable for all servers.</summary>
    public static IEnumerable<string> LuaControl(NginxOptions options) =>
        [$"    set_by_lua_file $kong_upgrade_split \"{NginxPaths.Script(options)}\";", $"    set_by_lua_file $kong_upgrade_share \"{NginxPaths.Script(options)}\" share;"];

    /// <summary>Split, then testers, then the name of the upstream; whatever is not known goes to blue.</summary>
    public static IEnumerable<string> Sides(NginxOptions options, bool isBlueOnly)
    {
        string tester = options.TesterHeader is { } header ? "$http_" + header.ToLowerInvariant().Replace('-', '_') : "\"\"";
        yield return Block($"map {tester} $kong_upgrade_by", ["default share;", .. options.TesterHeader is null ? (string[])[] : ["green tester;", "blue tester;"]]);
        yield return Block($"map {tester} $kong_upgrade_side", ["default $kong_upgrade_split;", .. options.TesterHeader is null ? (string[])[] : ["green green;", "blue blue;"]]);
        yield return Block("map $kong_upgrade_side $kong_upgrade_upstream", ["default kong_upgrade_blue;", .. isBlueOnly ? (string[])[] : ["green kong_upgrade_green;"]]);
    }

    /// <summary>Empty for requests that are not to be mirrored. Salted: otherwise exactly the clients that go to green first would be mirrored.</summary>
    public static IEnumerable<string> Mirror(NginxOptions options, bool isBlueOnly)
    {
        yield return SplitClients($"\"{options.Key} mirror\"", "$kong_upgrade_mirrored", options.Mirror, "yes", "no");
        yield return Block(
            "map \"$kong_upgrade_upstream $request_method $kong_upgrade_mirrored\" $kong_upgrade_mirror",
            ["default \"\";", .. isBlueOnly ? (string[])[] : ["\"kong_upgrade_blue GET yes\" kong_upgrade_green;", "\"kong_upgrade_blue HEAD yes\" kong_upgrade_green;"]]);
    }

    /// <summary>Only what was sent to one of the two sides; no address, path or header of a user.</summary>
    public static string Log(NginxOptions options) => string.Join('\n',
    [
        "log_format kong_upgrade '$msec $proxy_host $kong_upgrade_by $status $request_time \"$upstream_addr\" \"$upstream_status\"';",
        Block("map $proxy_host $kong_upgrade_logged", ["default 0;", "kong_upgrade_blue 1;", "kong_upgrade_green 1;"]),
        .. LogLines(options),
    ]);

    /// <summary>Without buffers: a request is told of as it ends.</summary>
    public static IEnumerable<string> LogLines(NginxOptions options)
    {
        if (options.AccessLog is { } log) yield return $"access_log \"{log}\" kong_upgrade if=$kong_upgrade_logged;";
        if (options.AccessLogPort is { } port) yield return string.Create(CultureInfo.InvariantCulture, $"access_log syslog:server=127.0.0.1:{port},nohostname,tag=kong_upgrade kong_upgrade if=$kong_upgrade_logged;");
    }

    private static string SplitClients(string key, string variable, TrafficShare share, string chosen, string other) => Block(
        $"split_clients {key} {variable}",
        share == TrafficShare.AllBlue ? [$"* {other};"]
            : share == TrafficShare.AllGreen ? [$"* {chosen};"]
            : [$"{share.Percent.ToString("0.##", CultureInfo.InvariantCulture)}% {chosen};", $"* {other};"]);

    private static string Constant(string variable, string value) => Block($"map \"\" {variable}", [$"default \"{value}\";"]);

    private static string Block(string head, IEnumerable<string> lines) => $"{head} {{\n{string.Concat(lines.Select(l => $"    {l}\n"))}}}";
}
