using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since35;

/// <summary>A developer portal that is in use: switched on, or with developers. Its files alone are no sign, for a portal that was tried once leaves them.</summary>
internal sealed class PortalRule(string id) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => ["developers", "files", "workspaces"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private long developers, files;

        public override IEnumerable<Hit> Start()
        {
            SettingFacts settings = installation.Settings;
            if (settings.Value("portal") is "on" or "true") yield return Rule.SettingHit("portal", "on");
            foreach (string name in settings.SetNames.Where(n => n.StartsWith("portal_", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                yield return Rule.SettingHit(name, "is ignored") with { Severity = FindingSeverity.Information };
        }

        public override Hit? See(KongEntity entity)
        {
            if (entity.Kind == "developers") developers++;
            else if (entity.Kind == "files") files++;
            else if (entity.IsTrue("config.portal")) return "its portal is on";
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            if (Most(developers, "developers") is > 0 and var people) yield return Rows("developers", people, FindingSeverity.Blocking);
            if (Most(files, "files") is > 0 and var pages) yield return Rows("files", pages, FindingSeverity.Warning) with { Certainty = FindingCertainty.Suspected };
        }

        private long Most(long seen, string table) => Math.Max(seen, installation.Database?.Rows.GetValueOrDefault(table) ?? 0);

        private static Hit Rows(string table, long rows, FindingSeverity severity) =>
            new($"{rows} {table}", Subject: new() { Kind = "database", Name = table, Value = $"{rows} rows" }) { Severity = severity };
    }
}
