namespace Kong.Upgrade.Events;

/// <summary>A step found its work done. Immutable.</summary>
public sealed class StepSkipped : UpgradeEvent
{
    internal StepSkipped(string runId, DateTimeOffset at, string stepName)
        : base(runId, at) => StepName = stepName;

    /// <summary>The step.</summary>
    public string StepName { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{StepName}: was done already";
}
