using Kong.Upgrade.Events;

namespace LocalUpgrade.Views;

/// <summary>What programs want to know of an event.</summary>
internal static class EventFacts
{
    /// <summary><c>stepStarting</c>, <c>shareChanged</c> …</summary>
    public static string Kind(UpgradeEvent upgradeEvent) => upgradeEvent.GetType().Name is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    public static (string Name, object? Value)[] Of(UpgradeEvent upgradeEvent) => [("run", upgradeEvent.RunId), .. Own(upgradeEvent)];

    private static (string Name, object? Value)[] Own(UpgradeEvent upgradeEvent) => upgradeEvent switch
    {
        RunStarted started => [("resumed", started.IsResumed)],
        StepStarting step => [("step", step.StepName)],
        StepCompleted step => [("step", step.StepName), ("milliseconds", step.Duration.TotalMilliseconds)],
        StepFailed step => [("step", step.StepName)],
        StepReverted step => [("step", step.StepName)],
        StepSkipped step => [("step", step.StepName)],
        ShareChanged share => [("greenPercent", share.Share.Percent)],
        GateJudged gate => [("gate", EventWords.Name(gate)), ("verdict", gate.Verdict.Verdict.ToString()), ("reason", gate.Verdict.Reason)],
        FindingReported finding => [("rule", finding.RuleId), ("severity", finding.Finding.Severity.ToString()), ("remedy", finding.Finding.Remedy)],
        ApprovalAsked asked => [("step", asked.Question.BeforeStep), ("deadline", asked.Question.Deadline), ("question", asked.Question.Text)],
        ApprovalAnswered answered => [("verdict", answered.Answer.Verdict.ToString()), ("by", answered.Answer.By)],
        GreenStaged { Report: var report } => [("verdict", report.Verdict.ToString()), ("tests", report.Tests.Count), ("passed", report.PassedCount), ("failed", report.FailedCount), ("causes", report.Causes.Count)],
        RetreatEnded retreat => [("inForce", retreat.IsInForce), ("milliseconds", retreat.Duration.TotalMilliseconds)],
        _ => [],
    };
}
