namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>
/// The rules that send green's share to green. Seen on 2.6.12: 'use-server' takes servers of weight 0; load balancing does not, so whatever is tried again
/// goes to blue; one try at green and one at blue answered all of 400 GETs while green failed each (500, 503, closed, reset, refused).
/// </summary>
internal static class MapRules
{
    private const string Draw = "txn.kong_draw";

    public static IEnumerable<string> Lines(HAProxyOptions options) => [.. Side(options), .. Testers(options), .. Retries(options), .. Nodes(options)];

    private static IEnumerable<string> Side(HAProxyOptions options)
    {
        yield return "    # Green's share in millionths. The file must be there before HAProxy starts:";
        yield return $"    #   echo '{MappedShare.Line(TrafficShare.AllBlue)}' > {options.MapFile}";
        yield return $"    http-request set-var(txn.kong_share) str({MappedShare.Key}),map_str_int({options.MapFile},0)";
        yield return $"    # A number from 0 to 999,999 for each {(options.Key is null ? "request" : "client")}; those below the share go to green.";
        if (options.Key is { } key) yield return $"    http-request set-var({Draw}) {key},xxh32,mod(1000000)";
        yield return $"    http-request set-var({Draw}) rand(1000000){(options.Key is null ? "" : $" unless {{ var({Draw}) -m found }}")}";
        yield return $"    http-request set-var({Draw}) var({Draw}),sub(txn.kong_share)";
        yield return $"    http-request set-var(txn.kong_side) str(green) if {{ var({Draw}) -m int lt 0 }}";
    }

    private static IEnumerable<string> Testers(HAProxyOptions options)
    {
        if (options.TesterHeader is not { } header) yield break;
        yield return "    # Testers choose for themselves.";
        foreach (string side in (string[])["green", "blue"]) yield return $"    http-request set-var(txn.kong_side) str({side}) if {{ req.hdr({header}) -m str {side} }}";
        foreach (string line in AccessLogLines.Testers(options)) yield return line;
    }

    private static IEnumerable<string> Retries(HAProxyOptions options)
    {
        yield return "    # A connection that a node refuses is tried elsewhere at once: nothing was sent yet, so this is safe for every request.";
        yield return "    option redispatch 1";
        yield return "    retries 3";
        if (!options.Shield) yield break;
        yield return "    # The shield: a request that may be sent twice and failed on green is answered by blue. Other requests are never repeated.";
        yield return $"    retry-on conn-failure empty-response junk-response {string.Join(' ', options.ShieldedStatuses)}";
        yield return "    http-request disable-l7-retry unless { var(txn.kong_side) -m str green } { method GET HEAD OPTIONS }";
    }

    private static IEnumerable<string> Nodes(HAProxyOptions options)
    {
        yield return "    # Green's requests are spread evenly; those of a green node that is down go to another.";
        yield return $"    http-request set-var(txn.kong_node) rand({options.Green.Count}) if {{ var(txn.kong_side) -m str green }}";
        for (int i = 0; i < options.Green.Count; i++) yield return $"    use-server {options.Green[i]} if {{ var(txn.kong_node) -m int {i} }}";
        foreach (string name in options.Green) yield return $"    use-server {name} if {{ var(txn.kong_side) -m str green }}";
        yield return "    # Blue is balanced as before. Green's weights must be 0, so that only the rules above choose it.";
        foreach (string name in options.Blue) yield return $"    server {name} ADDRESS-OF-{name}";
        foreach (string name in options.Green) yield return $"    server {name} ADDRESS-OF-{name} weight 0";
    }
}
