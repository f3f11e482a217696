namespace Kong.Upgrade.Events;

/// <summary>A run began, or an earlier one goes on. Immutable.</summary>
public sealed class RunStarted : UpgradeEvent
{
    internal RunStarted(string runId, DateTimeOffset at, bool isResumed)
        : base(runId, at) => IsResumed = isResumed;

    /// <summary>Whether an earlier process began it.</summary>
    public bool IsResumed { get; }

    /// <inheritdoc/>
    public override string ToString() => IsResumed ? $"run {RunId} goes on" : $"run {RunId} begins";
}
