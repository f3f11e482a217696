using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>Routes without service whose requests prometheus counts since 3.6: those of a workspace whose plugin stands above routes, and those that have the plugin themselves.</summary>
internal sealed class PrometheusRule(string id) : ChangeRule(id)
{
    private const int Most = 100;

    private static readonly string[] perRequest = ["config.status_code_metrics", "config.latency_metrics", "config.bandwidth_metrics"];

    public override IReadOnlyList<string> Kinds => ["routes", "plugins"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search();

    private sealed class Search : ChangeSearch
    {
        private readonly Dictionary<string, Found> routes = new(StringComparer.Ordinal);
        private readonly HashSet<string> workspaces = new(StringComparer.Ordinal), own = new(StringComparer.Ordinal);

        public override Hit? See(KongEntity entity)
        {
            if (entity.Kind == "plugins") SeePlugin(entity);
            else if (entity.Reference("service") is null) Of(entity).Add(entity);
            return null;
        }

        public override IEnumerable<Hit> End() => routes.SelectMany(r => r.Value.Hits(workspaces.Contains(r.Key), own));

        private void SeePlugin(KongEntity plugin)
        {
            if (plugin.Text("name") != "prometheus" || !plugin.IsEnabled() || plugin.Reference("service") is not null || !Counts(plugin)) return;
            if (plugin.Reference("route") is { } route) own.Add(route);
            else workspaces.Add(plugin.Workspace ?? "");
        }

        // 2.8 has no such switches: what is absent was counted there.
        private static bool Counts(KongEntity plugin) => !perRequest.Any(plugin.IsSet) || perRequest.Any(plugin.IsTrue);

        private Found Of(KongEntity route) => routes.TryGetValue(route.Workspace ?? "", out Found? found) ? found : routes[route.Workspace ?? ""] = new();
    }

    // Of many routes only the first are kept whole.
    private sealed class Found
    {
        private readonly List<KongEntity> first = [];
        private readonly List<string> others = [];

        public void Add(KongEntity route)
        {
            if (first.Count < Most) first.Add(route.Alone());
            else others.Add(route.Id ?? route.Name ?? "");
        }

        public IEnumerable<Hit> Hits(bool all, HashSet<string> own) =>
            first.Where(r => all || (r.Id is { } id && own.Contains(id)) || (r.Name is { } name && own.Contains(name))).Select(r => new Hit("has no service") { Entity = r })
                .Concat(others.Where(o => all || own.Contains(o)).Select(_ => new Hit("has no service")));
    }
}
