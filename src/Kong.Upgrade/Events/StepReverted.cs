namespace Kong.Upgrade.Events;

/// <summary>A step of the run was taken back. Immutable.</summary>
public sealed class StepReverted : UpgradeEvent
{
    internal StepReverted(string runId, DateTimeOffset at, string stepName)
        : base(runId, at) => StepName = stepName;

    /// <summary>The step.</summary>
    public string StepName { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{StepName}: taken back";
}
