using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>One thing that is the matter, with every data plane that it concerns.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Row">The row of the catalogue of changes; null where it has none.</param>
/// <param name="DataPlanes">The names of those concerned, in order.</param>
/// <param name="What">What happens, in a sentence.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
internal sealed record HybridProblem(HybridProblemKind Kind, FindingSeverity Severity, string? Row, IReadOnlyList<string> DataPlanes, string What, string Remedy);
