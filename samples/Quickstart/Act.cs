using Kong.Upgrade;

namespace Quickstart;

/// <summary>One act: what happens to green, and how the upgrade must end.</summary>
internal sealed record Act(int Number, string Title, double? GreenFailsAtPercent, UpgradeOutcome Expected);
