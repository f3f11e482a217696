using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Events;

/// <summary>From here there is only forward. Immutable.</summary>
public sealed class PointOfNoReturnPassed : UpgradeEvent
{
    internal PointOfNoReturnPassed(string runId, DateTimeOffset at, FinishPermit permit)
        : base(runId, at) => Permit = permit;

    /// <summary>Why it was safe.</summary>
    public FinishPermit Permit { get; }

    /// <inheritdoc/>
    public override string ToString() => "past the point of no return";
}
