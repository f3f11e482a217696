namespace Kong.Upgrade.Events;

/// <summary>A step did not come about. Immutable.</summary>
public sealed class StepFailed : UpgradeEvent
{
    internal StepFailed(string runId, DateTimeOffset at, string stepName, Exception error)
        : base(runId, at) => (StepName, Error) = (stepName, error);

    /// <summary>The step.</summary>
    public string StepName { get; }

    /// <summary>Why.</summary>
    public Exception Error { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{StepName}: failed: {Error.Message}";
}
