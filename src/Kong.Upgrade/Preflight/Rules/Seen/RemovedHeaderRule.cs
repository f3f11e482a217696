using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>SEEN-10: a header that correlation-id gives a request and that a transformer takes from the same request. Up to 3.8 the transformer came first and the header stayed; from 3.9 on it is lost.</summary>
internal sealed class RemovedHeaderRule() : ChangeRule("SEEN-10")
{
    private const string UsualHeader = "Kong-Request-ID";

    public override IReadOnlyList<string> Kinds => ["plugins"];

    public override IReadOnlyList<string> Plugins => ["correlation-id", "request-transformer", "request-transformer-advanced"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search();

    private sealed class Search : ChangeSearch
    {
        private readonly Dictionary<string, HeaderGivers> givers = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<(KongEntity Transformer, string Header)> takers = [];

        public override Hit? See(KongEntity entity)
        {
            if (!entity.IsEnabled()) return null;
            if (entity.Text("name") == "correlation-id") Give(entity);
            // What a transformer renames is gone under its old name.
            else takers.AddRange(entity.Items("config.remove.headers").Concat(entity.Items("config.rename.headers").Select(r => r.Split(':')[0])).Select(h => (entity, h)));
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            foreach ((KongEntity transformer, string header) in takers)
                if (givers.TryGetValue(header, out HeaderGivers? given) && given.Meets(transformer) is { } certainty) yield return new($"takes {header}, which correlation-id gives", certainty) { Entity = transformer };
        }

        private void Give(KongEntity plugin)
        {
            string header = plugin.Text("config.header_name") ?? UsualHeader;
            if (!givers.TryGetValue(header, out HeaderGivers? given)) givers[header] = given = new();
            given.Add(plugin);
        }
    }
}
