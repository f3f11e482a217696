using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since33;

/// <summary>Routes that 3.3 reads otherwise.</summary>
internal static class RouteRules
{
    private const string Flavor = "traditional_compatible";

    public static IReadOnlyList<ChangeRule> All { get; } = [Rule.Entity("330-06", "routes", IsSplit)];

    // The router of 2.8 split them already; regexes stay together.
    private static Hit? IsSplit(KongEntity route, InstallationFacts installation)
    {
        if (installation.From.Major != 3 || route.Field("paths") is not { ValueKind: JsonValueKind.Array } paths || paths.GetArrayLength() < 2) return null;
        if ((installation.Settings.Value("router_flavor") ?? Flavor) != Flavor || (installation.Settings.GreenValue("router_flavor") ?? Flavor) != Flavor) return null;
        int[] groups = [.. route.Items("paths").Select(p => p.StartsWith('~') ? -1 : p.Length).Distinct()];
        return groups.Length < 2 ? null : Hit.Suspected($"{paths.GetArrayLength()} paths of {groups.Length} lengths: {string.Join(", ", route.Items("paths").Take(3))}");
    }
}
