using System.Globalization;
using System.Text;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Planning;

namespace Kong.Upgrade.Reporting;

/// <summary>A report as text.</summary>
internal static class ReportText
{
    public static string Of(UpgradeReport report)
    {
        StringBuilder text = new(report.Headline);
        text.Append(CultureInfo.InvariantCulture, $"\n  run       {report.RunId}{(report.WasResumed ? " (resumed)" : string.Empty)}, {report.StartedAt:u} to {report.EndedAt:u}\n  plan      {report.Plan}\n");
        foreach (StepReport step in report.Steps)
            text.Append(CultureInfo.InvariantCulture, $"  step      {step.Name}: {Words(step)}\n");
        if (report.GreenShares.Count > 0) text.Append("  green had ").AppendJoin(", ", report.GreenShares).Append('\n');
        if (report.RetreatDuration is { } took) text.Append(CultureInfo.InvariantCulture, $"  retreat   took {took.TotalMilliseconds:0} ms{LastGreen(report)}\n");
        if (report.BackupLocation is { } backup) text.Append("  backup    ").Append(backup).Append(report.BackupRestoreTime is { } restore ? $", restored on trial in {PlanDescription.Text(restore)}\n" : ", not restored on trial\n");
        foreach (Acknowledgement risk in report.Acknowledgements) text.Append(CultureInfo.InvariantCulture, $"  risk      {risk.Risk} was taken: {risk.Reason}\n");
        if (report.Staging is { } staging) text.Append("  staged    ").Append(staging.Headline).Append('\n');
        foreach (JudgeExplanation why in report.Evidence) text.Append("  judged    ").Append(why.ToString().TrimEnd().ReplaceLineEndings("\n            ")).Append('\n');
        foreach (string finding in report.Findings) text.Append(CultureInfo.InvariantCulture, $"  found     {finding}\n");
        return text.ToString();
    }

    private static string LastGreen(UpgradeReport report) =>
        report.LastGreenRequest is { } last ? string.Create(CultureInfo.InvariantCulture, $"; green answered nothing later than {last.TotalMilliseconds:0} ms after the decision") : "; when green answered last was not seen";

    private static string Words(StepReport step) => step.Ending switch
    {
        StepEnding.Done => $"done in {PlanDescription.Text(step.Duration)}",
        StepEnding.WasDone => "was done already",
        StepEnding.Waiting => "waits for a person",
        _ => "failed",
    };
}
