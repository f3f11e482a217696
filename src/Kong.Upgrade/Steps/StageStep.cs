using Kong.Upgrade.Staging;

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
        StagingTarget target = new() { Green = context.Run.Green!.Nodes };
        List<string> failures = [];
        foreach (IStagingTest test in context.Services.StagingTests.Concat(context.Plan.StagingTests))
        {
            StagingOutcome outcome = await RunAsync(context, test, target, cancellationToken).ConfigureAwait(false);
            if (outcome.Verdict is not StagingVerdict.Passed) failures.Add($"{test.Name}: {outcome.Verdict}: {outcome.Evidence}");
        }
        if (failures.Count > 0) throw new StagingFailedException(failures);
        context.Run.IsStaged = true;
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<StagingOutcome> RunAsync(StepContext context, IStagingTest test, StagingTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Run.Calls.RepeatableAsync($"staging test '{test.Name}'", token => test.RunAsync(target, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new(StagingVerdict.CouldNotTell, error.Message);
        }
    }
}
