using Kong.Upgrade.Execution;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Steps;

internal sealed class BakeStep() : GuidedStep(GuideStep.Bake, "bake")
{
    public override string Does => "holds all traffic on green under watch; blue stands by";

    public override string Undoes => "nothing of its own to undo";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.BakeAccepted) is not null && (context.Run.IsBaked || context.IsCommitted) ? StepState.Done : StepState.NotDone);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        Watch watch = new(context.Run, TrafficShare.AllGreen);
        // Baked before another process ended: not all over again, but nobody watched since, so long enough to see harm.
        TimeSpan time = context.Recall(Facts.BakeAccepted) is null ? context.Plan.BakeTime : context.Plan.SoakEachStage;
        await watch.UntilAcceptedAsync(time, cancellationToken).ConfigureAwait(false);
        context.Run.Judge.Report();
        context.Run.IsBaked = true;
        await context.NoteAsync(Facts.BakeAccepted, watch.LastSeen, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
