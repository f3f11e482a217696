using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Planning;

/// <summary>A step of the host's and where among the guide's it stands.</summary>
internal readonly record struct PlacedStep(UpgradeStep Step, GuideStep Beside, bool IsBefore);
