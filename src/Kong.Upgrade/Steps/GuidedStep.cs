namespace Kong.Upgrade.Steps;

/// <summary>A step of the guide.</summary>
internal abstract class GuidedStep(GuideStep guide, string name) : UpgradeStep
{
    public GuideStep Guide => guide;

    public override string Name => name;
}
