using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A preflight rule that finds what it is told to find; nothing by default. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
public sealed class FakeRule(VirtualTime? time = null, FaultList? faults = null) : IPreflightRule
{
    private readonly FakeCalls calls = new(time, faults, null);
    private readonly Lock gate = new();
    private readonly List<PreflightFinding> findings = [];

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <inheritdoc/>
    public string Id => "fake-rule";

    /// <summary>Finds something from now on.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="what">What is found.</param>
    /// <param name="remedy">What to do about it.</param>
    public void Find(FindingSeverity severity, string what, string remedy = "Mend it.")
    {
        lock (gate) findings.Add(new() { Severity = severity, What = what, Remedy = remedy });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) =>
        calls.LookAsync<IReadOnlyList<PreflightFinding>>(KongCall.EvaluateRule, Found, cancellationToken);

    private IReadOnlyList<PreflightFinding> Found()
    {
        lock (gate) return [.. findings];
    }
}
