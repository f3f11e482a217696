using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Reports;

namespace Kong.Upgrade.Steps;

internal sealed class StageStep() : GuidedStep(GuideStep.Stage, "stage")
{
    public override string Does => "runs every staging test against green before a user meets it";

    public override string Undoes => "nothing to undo";

    /// <summary>A later process sees another green, so it tests again.</summary>
    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Run.IsStaged || context.IsCommitted ? StepState.Done : StepState.NotDone);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<ClusterNode> blue = context.Services.BlueNodes is { } known ? await context.Run.Calls.LookAsync("blue's nodes", known.GetNodesAsync, cancellationToken).ConfigureAwait(false) : [];
        StagingTarget target = new() { Green = context.Run.Green!.Nodes, Blue = blue, From = context.Plan.From };
        List<StagedTest> own = [];
        foreach (IStagingTest test in context.Services.StagingTests.Concat(context.Plan.StagingTests)) own.Add(await RunAsync(context, test, target, cancellationToken).ConfigureAwait(false));
        StagingReport? report = await SuiteAsync(context, target, own, cancellationToken).ConfigureAwait(false);
        if (report is not null) await TellAsync(context, report, cancellationToken).ConfigureAwait(false);
        if (report is { Verdict: not StagingVerdict.Passed }) throw new StagingFailedException(report);
        context.Run.IsStaged = true;
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<StagingReport?> SuiteAsync(StepContext context, StagingTarget target, List<StagedTest> own, CancellationToken cancellationToken)
    {
        StagingSuite suite = context.Plan.StagingSuite;
        if (suite.IsEmpty) return own.Count == 0 ? null : StagingReports.Of(own, target);
        return StagingReports.With(own, await context.Services.StagingRunner.RunAsync(suite, target, cancellationToken).ConfigureAwait(false), target);
    }

    /// <summary>In the journal, so that what was seen outlives this process, and in the report.</summary>
    private static async Task TellAsync(StepContext context, StagingReport report, CancellationToken cancellationToken)
    {
        context.Run.Report.Staged(report);
        await context.NoteAsync(Facts.Staged, StagingJson.Short(report), cancellationToken).ConfigureAwait(false);
        await context.Run.TellAsync(new GreenStaged(context.RunId, context.Time.GetUtcNow(), report)).ConfigureAwait(false);
    }

    private static async Task<StagedTest> RunAsync(StepContext context, IStagingTest test, StagingTarget target, CancellationToken cancellationToken)
    {
        try
        {
            StagingOutcome outcome = await context.Run.Calls.RepeatableAsync($"staging test '{test.Name}'", token => test.RunAsync(target, token), cancellationToken).ConfigureAwait(false);
            return StagedTests.Of(test, outcome);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return StagedTests.Of(test, new(StagingVerdict.CouldNotTell, error.Message));
        }
    }
}
