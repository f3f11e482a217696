using Kong.Upgrade.Execution;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Steps;

internal sealed class BakeStep() : GuidedStep(GuideStep.Bake, "bake")
{
    public override string Does => "holds all traffic on green under watch; blue stands by";

    public override string Undoes => "nothing of its own to undo";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.BakeAccepted) is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        Watch watch = new(context.Run, TrafficShare.AllGreen);
        await watch.UntilAcceptedAsync(context.Plan.BakeTime, cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.BakeAccepted, watch.LastSeen, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
