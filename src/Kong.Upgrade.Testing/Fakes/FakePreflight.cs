using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>An evaluation that finds what it is told to find; nothing by default. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
public sealed class FakePreflight(VirtualTime? time = null, FaultList? faults = null) : IPreflight
{
    private readonly FakeCalls calls = new(time, faults, null);
    private readonly TimeProvider clock = time ?? new VirtualTime();
    private readonly Lock gate = new();
    private readonly List<PreflightFinding> findings = [];

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>Finds something from now on.</summary>
    /// <param name="finding">What is found.</param>
    public void Find(PreflightFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        lock (gate) findings.Add(finding);
    }

    /// <inheritdoc/>
    public Task<PreflightReport> EvaluateAsync(UpgradePlan plan, CancellationToken cancellationToken = default) =>
        calls.LookAsync(KongCall.Evaluate, () => Report(plan), cancellationToken);

    private PreflightReport Report(UpgradePlan plan)
    {
        lock (gate) return PreflightReport.Create(plan, findings, [new() { Name = "fake", Read = "what it was told" }], clock.GetUtcNow());
    }
}
