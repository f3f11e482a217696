using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Planning;

/// <summary>Between which versions the guide allows a blue-green upgrade.</summary>
internal static class VersionRules
{
    public static IEnumerable<string> Problems(PlanDraft draft)
    {
        KongVersion? from = Versions.KongVersionParser.Read(draft.FromText, out string? fromProblem);
        KongVersion? to = Versions.KongVersionParser.Read(draft.ToText, out string? toProblem);
        if (fromProblem is not null) yield return $"CreateBuilder(from: …): {fromProblem}";
        if (toProblem is not null) yield return $"CreateBuilder(to: …): {toProblem}";
        if (draft.Deployment is not (KongDeployment.Traditional or KongDeployment.HybridControlPlane)) yield return Deployment(draft.Deployment);
        if (from is null || to is null) yield break;
        if (from < BlueGreenFloor.Oldest) yield return BelowFloor(from);
        if (Distance(from, to, draft) is { } problem) yield return problem;
    }

    private static string Deployment(KongDeployment deployment) =>
        $"DeployedAs({deployment}): a blue-green upgrade puts a new cluster on the same PostgreSQL database; it is for traditional deployments and for the control planes of hybrid deployments. "
        + "Upgrade DB-less nodes and data planes by a rolling upgrade instead.";

    private static string BelowFloor(KongVersion from) =>
        $"CreateBuilder(from: {from}): blue-green upgrades exist from Kong Gateway 2.8.2.x on. A version below must first go to 2.8.2.0 (open source: 2.8.2) in another way, then on from there.";

    private static string? Distance(KongVersion from, KongVersion to, PlanDraft draft) => from.DistanceTo(to) switch
    {
        VersionDistance.Same => $"CreateBuilder({from}, {to}): both are the same version; there is nothing to upgrade. Name a newer version as 'to'.",
        VersionDistance.Backwards => $"CreateBuilder({from}, {to}): {to} is older, and Kong has no migrations back. To go back restore the backup; to go forward exchange the two.",
        VersionDistance.OtherEdition => $"CreateBuilder({from}, {to}): one is open source, the other Enterprise; that is a conversion (kong migrations migrate-community-to-enterprise), no upgrade. Stay within one edition.",
        VersionDistance.NextMinor or VersionDistance.SeveralMinors when !Took(draft, UpgradeRisk.MinorJump) => Unacknowledged(from, to, UpgradeRisk.MinorJump, "another minor version"),
        VersionDistance.Major when !Took(draft, UpgradeRisk.MajorJump) => Unacknowledged(from, to, UpgradeRisk.MajorJump, "another major version"),
        _ => null,
    };

    private static bool Took(PlanDraft draft, UpgradeRisk risk) => draft.Acknowledgements.Any(a => a.Risk == risk);

    private static string Unacknowledged(KongVersion from, KongVersion to, UpgradeRisk risk, string what) =>
        $"CreateBuilder({from}, {to}): this goes to {what}. Kong supports blue-green there but cannot test all combinations, and advises it only between patch versions. "
        + $"Take patches only, or call AcknowledgeRisk(UpgradeRisk.{risk}, reason).";
}
