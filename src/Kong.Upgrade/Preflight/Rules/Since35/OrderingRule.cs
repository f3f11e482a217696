using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since35;

/// <summary>Plugins with an order of their own where no licence is to be seen.</summary>
internal sealed class OrderingRule(string id) : ChangeRule(id)
{
    private const int Most = 100;

    private static readonly string[] licences = ["license_data", "license_path"];

    public override IReadOnlyList<string> Kinds => ["plugins", "licenses"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(licences.Any(l => installation.Settings.IsSet(l) == true));

    private sealed class Search(bool isLicensed) : ChangeSearch
    {
        private readonly List<KongEntity> ordered = [];
        private long count;

        public override Hit? See(KongEntity entity)
        {
            if (entity.Kind == "licenses") isLicensed = true;
            else if (!isLicensed && IsOrdered(entity)) Keep(entity);
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            if (isLicensed) yield break;
            for (int i = 0; i < count; i++) yield return Hit.Suspected("ordering is set") with { Entity = i < Most ? ordered[i] : null };
        }

        private void Keep(KongEntity plugin)
        {
            if (count++ < Most) ordered.Add(plugin.Alone());
        }

        private static bool IsOrdered(KongEntity plugin) => HasOrder(plugin, "ordering.before") || HasOrder(plugin, "ordering.after");

        private static bool HasOrder(KongEntity plugin, string path) => plugin.Field(path) is { ValueKind: JsonValueKind.Object } order && order.EnumerateObject().Any();
    }
}
