using Kong.Upgrade.Events;

namespace LocalUpgrade.Views;

/// <summary>An event in one line.</summary>
internal static class EventWords
{
    private const string Judge = "judge";

    public static string Of(UpgradeEvent upgradeEvent) => upgradeEvent is GateJudged gate ? $"{Name(gate)}: {gate.Verdict.Verdict}: {gate.Verdict.Reason}" : upgradeEvent.ToString();

    /// <summary>The judge's own name tells all its settings, which stand in the plan.</summary>
    public static string Name(GateJudged gate) => gate.GateName.StartsWith($"{Judge}:", StringComparison.Ordinal) ? Judge : gate.GateName;
}
