namespace Kong.Upgrade.Events;

/// <summary>A step acted and its effect was verified. Immutable.</summary>
public sealed class StepCompleted : UpgradeEvent
{
    internal StepCompleted(string runId, DateTimeOffset at, string stepName, TimeSpan duration)
        : base(runId, at) => (StepName, Duration) = (stepName, duration);

    /// <summary>The step.</summary>
    public string StepName { get; }

    /// <summary>From intent to verification.</summary>
    public TimeSpan Duration { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{StepName}: done";
}
