namespace Kong.Upgrade.Events;

/// <summary>A step is about to act; its intent is in the journal. Immutable.</summary>
public sealed class StepStarting : UpgradeEvent
{
    internal StepStarting(string runId, DateTimeOffset at, string stepName)
        : base(runId, at) => StepName = stepName;

    /// <summary>The step.</summary>
    public string StepName { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{StepName}: starting";
}
