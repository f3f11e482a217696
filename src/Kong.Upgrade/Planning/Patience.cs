namespace Kong.Upgrade.Planning;

/// <summary>How long a plan waits for a decision, and what then follows.</summary>
internal readonly record struct Patience(TimeSpan HoldAtMost, TimeSpan StageAtMost, TimeSpan Soak, UndecidedPolicy Then)
{
    /// <summary>A soak that is longer than the stage's time is still held.</summary>
    public TimeSpan Stage => StageAtMost > Soak ? StageAtMost : Soak;

    public static Patience Of(UpgradePlan plan) => new(plan.HoldAtMost, plan.StageAtMost, plan.SoakEachStage, plan.WhenUndecided);
}
