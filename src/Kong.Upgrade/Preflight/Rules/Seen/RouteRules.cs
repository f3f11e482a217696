using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Regexes.Paths;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>Routes as real nodes were seen to stumble over them.</summary>
internal static class RouteRules
{
    private static readonly KongVersion refusesToStart = new(3, 9, 0, null);

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("SEEN-01", "routes", NoUpdate),
        Rule.Entity("SEEN-08", "routes", Forced),
        Rule.Entity("SEEN-09", "routes", r => !RoutePaths.MayMigrate(r) ? null : r.Items("paths").FirstOrDefault(RoutePath.HasDoubleTilde) is { } path ? $"path {path}" : null),
    ];

    // An absent field is a source that does not show it. Versions between 3.4.2 and 3.9 were not tried.
    private static Hit? NoUpdate(KongEntity route, InstallationFacts installation)
    {
        if (installation.IsDeclarative || route.Field("updated_at") is not { ValueKind: JsonValueKind.Null }) return null;
        return installation.To >= refusesToStart ? "updated_at null" : Hit.Suspected("updated_at null") with { Severity = FindingSeverity.Warning };
    }

    private static Hit? Forced(KongEntity route, InstallationFacts installation)
    {
        if (!RoutePaths.MayMigrate(route)) return null;
        foreach (string path in route.Items("paths"))
        {
            string once = installation.From.Major < 3 ? RoutePath.AfterMigration(path) : path;
            if (RoutePath.AfterMigration(once) is var again && again != once) return new($"-f makes {again} of {once}") { Severity = IsTempting(installation.Settings) ? FindingSeverity.Serious : null };
        }

        return null;
    }

    // Kong's notes advise -f to those who add plugins (kong-facts 1.6).
    private static bool IsTempting(SettingFacts settings) => settings.IsGreenGiven && !PluginSetting.Names(settings.GreenValue("plugins")).SequenceEqual(PluginSetting.Names(settings.Value("plugins")));
}
