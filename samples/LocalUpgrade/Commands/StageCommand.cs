using Kong.Upgrade.Staging;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Runs the staging suite alone, against the green that is running. Moves no traffic and writes nothing to the journal.</summary>
internal static class StageCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        StagingTarget target = new()
        {
            Green = await settings.Green.ListeningNodesAsync(context.Cancellation),
            Blue = await settings.Blue.ListeningNodesAsync(context.Cancellation),
            From = settings.Blue.Version,
        };
        StagingReport report = await new StagingRunner(context.Time).RunAsync(settings.Plan!.StagingSuite, target, context.Cancellation);
        Tell(context, report);
        await ReportFile.WriteAsync(context.Invocation[Option.Report], report.ToJson, context.Cancellation);
        return report.Verdict is StagingVerdict.Passed ? ExitCodes.Completed : ExitCodes.Trouble;
    }

    private static void Tell(CommandContext context, StagingReport report)
    {
        bool isPassed = report.Verdict is StagingVerdict.Passed;
        context.View.Say(
            "outcome", $"{report.Headline}{(isPassed ? "" : $" Press: {context.Press("stage")}")}",
            ("verdict", report.Verdict), ("tests", report.Tests.Count), ("passed", report.PassedCount), ("failed", report.FailedCount), ("causes", report.Causes.Count));
        if (context.Invocation.Has(Option.Json)) Each(context, report);
        else context.View.Say("report", report.Describe()[(report.Headline.Length + 1)..].TrimEnd());
    }

    private static void Each(CommandContext context, StagingReport report)
    {
        foreach (StagingCause cause in report.Causes)
            context.View.Say("cause", $"{cause.Area}: {cause.What}", ("area", cause.Area), ("what", cause.What), ("nodes", string.Join(", ", cause.Nodes)), ("everyNode", cause.IsOnEveryNode), ("subjects", cause.Subjects.Count), ("shared", cause.Shared));
        foreach (StagedTest test in report.Tests.Where(t => t.Verdict is StagingVerdict.CouldNotTell)) context.View.Say("untold", $"{test.Name}: {test.Evidence}", ("test", test.Name));
        foreach (string trouble in report.Troubles) context.View.Say("untold", trouble);
        foreach (string untested in report.Untested) context.View.Say("untested", untested);
    }
}
