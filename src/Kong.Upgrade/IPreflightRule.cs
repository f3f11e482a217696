using Kong.Upgrade.Preflight;

namespace Kong.Upgrade;

/// <summary>Looks for one thing that may break, before anything is changed.</summary>
/// <remarks>
/// For the implementer: read only. A rule may run again. What could not be read is a finding of its own or an exception, never silence;
/// an exception stops the run before it starts.
/// </remarks>
public interface IPreflightRule
{
    /// <summary>A short stable id, such as <c>300-03</c>; unique among the rules of a run.</summary>
    string Id { get; }

    /// <summary>Looks.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What was found; empty when nothing.</returns>
    Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken);
}
