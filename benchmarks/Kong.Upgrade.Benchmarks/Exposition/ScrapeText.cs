using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Benchmarks.Exposition;

/// <summary>What a node of Kong 3.9.1 answers that has served requests for many routes: families, labels and buckets as recorded. The same text each time.</summary>
internal static class ScrapeText
{
    private static readonly (string Name, string Help, int[] Bounds)[] histograms =
    [
        ("kong_kong_latency_ms", "Latency added by Kong and enabled plugins for each service/route in Kong", [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000]),
        ("kong_request_latency_ms", "Total latency incurred during requests for each service/route in Kong", [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000]),
        ("kong_upstream_latency_ms", "Latency added by upstream response for each service/route in Kong", [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000]),
    ];

    public static byte[] Make(int routes)
    {
        StringBuilder text = new();
        Family(text, "kong_bandwidth_bytes", "counter", "Total bandwidth (ingress/egress) throughput in bytes");
        for (int route = 0; route < routes; route++)
            foreach (string direction in (string[])["egress", "ingress"])
                Line(text, $"kong_bandwidth_bytes{{{Labels(route)},direction=\"{direction}\",workspace=\"default\",consumer=\"\"}} {Number(route, direction.Length) * 977}");
        Family(text, "kong_datastore_reachable", "gauge", "Datastore reachable from Kong, 0 is unreachable");
        Line(text, $"kong_datastore_reachable 1");
        Family(text, "kong_http_requests_total", "counter", "HTTP status codes per consumer/service/route in Kong");
        for (int route = 0; route < routes; route++)
            foreach (int code in (int[])[200, 404, 503])
                Line(text, $"kong_http_requests_total{{{Labels(route)},code=\"{code}\",source=\"service\",workspace=\"default\",consumer=\"\"}} {Number(route, code)}");
        foreach ((string name, string help, int[] bounds) in histograms) Histogram(text, name, help, bounds, routes);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Histogram(StringBuilder text, string name, string help, int[] bounds, int routes)
    {
        Family(text, name, "histogram", help);
        for (int route = 0; route < routes; route++)
        {
            long all = Number(route, name.Length);
            for (int i = 0; i < bounds.Length; i++) Line(text, $"{name}_bucket{{{Labels(route)},workspace=\"default\",le=\"{bounds[i]}\"}} {all * (i + 1) / bounds.Length}");
            Line(text, $"{name}_bucket{{{Labels(route)},workspace=\"default\",le=\"+Inf\"}} {all}");
        }
        for (int route = 0; route < routes; route++) Line(text, $"{name}_count{{{Labels(route)},workspace=\"default\"}} {Number(route, name.Length)}");
        for (int route = 0; route < routes; route++) Line(text, $"{name}_sum{{{Labels(route)},workspace=\"default\"}} {Number(route, name.Length) * 12.5}");
    }

    private static void Family(StringBuilder text, string name, string type, string help) => Line(text, $"# HELP {name} {help}\n# TYPE {name} {type}");

    private static string Labels(int route) => string.Create(CultureInfo.InvariantCulture, $"service=\"orders-{route / 10}\",route=\"orders-{route / 10}-route-{route}\"");

    /// <summary>A count as a node has it after some days: one to seven digits.</summary>
    private static long Number(int route, int salt) => (route + 1L) * (salt + 7919) % 9973 * (route % 3 == 0 ? 1 : route % 3 == 1 ? 31 : 997);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
