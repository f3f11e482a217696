using Kong.Upgrade;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Preflight;
using LocalUpgrade.Settings;
using Microsoft.Extensions.Logging;

namespace LocalUpgrade.Making;

/// <summary>What would keep green from starting as it should. A run finds it when it prepares green; here it is asked for earlier.</summary>
internal sealed class GreenRule(UpgradeSettings settings, Database database, ILoggerFactory loggers) : IPreflightRule
{
    public string Id => "green";

    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken)
    {
        LocalClusterProvisioner clusters = new(Installation.ClusterOptions(settings, database), loggers: loggers);
        IReadOnlyList<string> problems = await clusters.FindProblemsAsync(new() { Version = settings.Green.Version, RunId = "evaluate" }, cancellationToken);
        return [.. problems.Select(p => new PreflightFinding { Severity = FindingSeverity.Blocking, What = p, Remedy = "" })];
    }
}
