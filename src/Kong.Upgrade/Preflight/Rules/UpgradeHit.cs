using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Hits that are about the versions themselves.</summary>
internal static class UpgradeHit
{
    public static Hit Of(InstallationFacts installation, FindingCertainty? certainty = null) => Of(installation, "", certainty);

    public static Hit Of(InstallationFacts installation, string more, FindingCertainty? certainty = null)
    {
        string value = $"{installation.From} to {installation.To}{more}";
        return new(value, certainty, new() { Kind = "version", Value = value });
    }

    /// <summary>Whether control planes and data planes are apart, by what the caller or the settings say.</summary>
    public static bool IsHybrid(this InstallationFacts installation) =>
        installation.Deployment is KongDeployment.HybridControlPlane || installation.Settings.Value("role") is "control_plane" or "data_plane";

    /// <summary>Whether green is told to route as 2.8 did; then what the new router changed does not matter.</summary>
    public static bool KeepsOldRouter(this InstallationFacts installation) => installation.Settings.GreenValue("router_flavor") is "traditional";
}
