using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Steps;

internal sealed class ThawStep() : GuidedStep(GuideStep.Thaw, "thaw")
{
    public override string Does => "lets configuration writes through again";

    public override string Undoes => "cannot be undone: it comes after the point of no return";

    public override async Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        (await FreezeStep.LookAsync(context, cancellationToken).ConfigureAwait(false)).Standing switch
        {
            FreezeStanding.Thawed or FreezeStanding.Observed => StepState.Done,
            // Also a freeze that somebody damaged: thawing what is thawed does nothing, and afterwards it is looked at again.
            _ => StepState.NotDone,
        };

    public override Task ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Run.Calls.RepeatableAsync("thawing", context.Services.Freeze!.ThawAsync, cancellationToken);

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is no way back after 'finish'; the engine must never ask for one.");
}
