using Kong.Upgrade.Preflight;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Database.Tests.Preflight;

/// <summary>What rules are given.</summary>
internal static class FactsOf
{
    public static PreflightFacts Upgrade(string from, string to) => new()
    {
        Plan = UpgradePlan.CreateBuilder(from, to)
            .AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.MajorJump, "a test").Build(),
        Migrations = new(),
        Share = TrafficShare.AllBlue,
    };
}
