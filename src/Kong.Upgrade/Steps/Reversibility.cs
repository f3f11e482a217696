namespace Kong.Upgrade.Steps;

/// <summary>Whether a step can be taken back.</summary>
public enum Reversibility
{
    /// <summary>It can, by <see cref="UpgradeStep.RevertAsync"/>.</summary>
    Revertible = 0,

    /// <summary>It cannot, and afterwards the run only goes forward. A plan has one such step: <see cref="GuideStep.Finish"/>.</summary>
    PassesPointOfNoReturn,
}
