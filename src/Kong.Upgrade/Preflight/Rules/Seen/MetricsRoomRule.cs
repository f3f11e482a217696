using System.Globalization;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>SEEN-12: more routes than the prometheus plugin has room for. With all metrics on, 490 routes of 2,000 were in 3.9.1's output of 5 MB (kong-facts 12.7 no. 7).</summary>
internal sealed class MetricsRoomRule() : ChangeRule("SEEN-12")
{
    private const int RoutesPerMegabyte = 98, Kilo = 1024, UsualKilobytes = 5 * Kilo;

    public override IReadOnlyList<string> Kinds => ["routes", "plugins"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private KongEntity? exporter;
        private long routes;

        public override Hit? See(KongEntity entity)
        {
            if (entity.Kind == "routes") routes++;
            else if (exporter is null && entity.Text("name") == "prometheus" && IsForAll(entity)) exporter = entity;
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            long room = Kilobytes(installation.Settings.GreenValue("nginx_http_lua_shared_dict")) * RoutesPerMegabyte / Kilo;
            return exporter is not null && routes > room ? [Hit.Suspected(string.Create(CultureInfo.InvariantCulture, $"{routes} routes, room for about {room}")) with { Entity = exporter }] : [];
        }

        // 2.8 counts everything and has no switches.
        private bool IsForAll(KongEntity plugin) =>
            plugin.IsEnabled() && plugin.Reference("route") is null && plugin.Reference("service") is null && plugin.Reference("consumer") is null
            && (plugin.IsTrue("config.status_code_metrics") || plugin.IsTrue("config.latency_metrics") || plugin.IsTrue("config.bandwidth_metrics") || (installation.From.Major < 3 && !plugin.Has("config.status_code_metrics")));

        // As in 'prometheus_metrics 50m'.
        private static long Kilobytes(string? dictionaries)
        {
            string[] words = (dictionaries ?? "").Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
            int at = Array.IndexOf(words, "prometheus_metrics") + 1;
            if (at == 0 || at == words.Length || !long.TryParse(words[at].AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long size)) return UsualKilobytes;
            return words[at][^1] is 'm' or 'M' ? size * Kilo : size;
        }
    }
}
