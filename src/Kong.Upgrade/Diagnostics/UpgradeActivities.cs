using System.Diagnostics;

namespace Kong.Upgrade.Diagnostics;

internal static class UpgradeActivities
{
    private static readonly ActivitySource Source = new(KongUpgradeTelemetry.ActivitySourceName);

    public static Activity? Run(string runId, UpgradePlan plan) => Source.StartActivity("kong.upgrade.run")
        ?.SetTag("kong.upgrade.run_id", runId)
        .SetTag("kong.upgrade.from", plan.From.ToString())
        .SetTag("kong.upgrade.to", plan.To.ToString());

    public static Activity? Step(string name) => Source.StartActivity("kong.upgrade.step")?.SetTag("kong.upgrade.step", name);
}
