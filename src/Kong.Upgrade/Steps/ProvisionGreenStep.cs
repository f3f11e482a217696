using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Steps;

internal sealed class ProvisionGreenStep() : GuidedStep(GuideStep.ProvisionGreen, "provision-green")
{
    public override string Does => "installs green (cluster Y) with blue's capacity and points it at blue's database; it is not started";

    public override string Undoes => "removes green";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.GreenPrepared) is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        await context.Run.Calls.RepeatableAsync("preparing green", token => context.Services.Clusters!.PrepareAsync(context.Run.GreenSpec(), token), cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.GreenPrepared, Facts.Yes, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Services.Clusters!.DecommissionAsync(Decommission.Green("the upgrade was rolled back"), cancellationToken);
}
