using Kong.Upgrade.Preflight;

namespace Kong.Upgrade;

/// <summary>Finds what an upgrade would break in one installation, before anything is touched. Steps 3 and 4 of Kong's guide.</summary>
/// <remarks>For the implementer: read only, and may be called again. What could not be read is told in the report's sources, never left out in silence.</remarks>
public interface IPreflight
{
    /// <summary>Evaluates an installation for a plan; the plan is not run.</summary>
    /// <param name="plan">The plan: its versions and deployment, its own rules, and the findings that it accepts.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What was found. That something is in the way is no exception.</returns>
    Task<PreflightReport> EvaluateAsync(UpgradePlan plan, CancellationToken cancellationToken = default);
}
