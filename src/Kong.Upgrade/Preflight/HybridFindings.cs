using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Versions.Hybrid;

namespace Kong.Upgrade.Preflight;

/// <summary>What becomes of the data planes of control planes that are to be upgraded.</summary>
internal static class HybridFindings
{
    private const string Prefix = "hybrid-";

    public static async Task<IReadOnlyList<PreflightFinding>> FindAsync(KongPreflightSetup setup, SourceReader reader, InstallationFacts facts, Evaluation evaluation, TimeProvider time, CancellationToken cancellationToken)
    {
        if (facts.Deployment is not KongDeployment.HybridControlPlane || setup.BlueNodes.Count == 0) return [];
        IReadOnlyList<DataPlane>? planes = await reader.TryAsync("data planes", () => DataPlanes.ReadAsync(setup.BlueNodes[0], time, cancellationToken), p => $"{p.Count} known to {setup.BlueNodes[0].Address}", cancellationToken).ConfigureAwait(false);
        return planes is null ? [] : [.. HybridRules.Problems(Fleet(facts, evaluation, planes)).Select(Finding)];
    }

    private static HybridFleet Fleet(InstallationFacts facts, Evaluation evaluation, IReadOnlyList<DataPlane> planes) => new()
    {
        Before = facts.From,
        After = facts.To,
        DataPlanes = planes,
        Plugins = evaluation.IsWhole ? evaluation.PluginNames : null,
        HasConsumerGroupPlugins = evaluation.IsWhole ? evaluation.HasConsumerGroupPlugins : null,
        HasExpressionRoutes = evaluation.IsWhole ? evaluation.HasExpressionRoutes : null,
        HasIncrementalSync = facts.Settings.IsKnown ? (facts.Settings.Value("cluster_incremental_sync") ?? facts.Settings.Value("incremental_sync")) is "on" : null,
    };

    private static PreflightFinding Finding(HybridProblem problem) => new()
    {
        Id = problem.Row is { } row ? Prefix + row : Prefix + problem.Kind.ToString().ToLowerInvariant(),
        Severity = problem.Severity,
        What = problem.What,
        Remedy = problem.Remedy,
        Source = "kong-facts 6.3",
        Subjects = [.. problem.DataPlanes.Order(StringComparer.Ordinal).Select(n => new FindingSubject { Kind = "data plane", Name = n, Value = "named by the control plane" })],
    };
}
