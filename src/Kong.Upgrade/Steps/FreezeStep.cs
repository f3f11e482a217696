using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Steps;

internal sealed class FreezeStep() : GuidedStep(GuideStep.Freeze, "freeze")
{
    public override string Does => "stops all configuration writes and proves it by one that is refused";

    public override string Undoes => "by the plan's policy after a rollback: the freeze stands, or is lifted";

    public override async Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.IsCommitted) return StepState.Done;     // from there on the freeze is the last step's matter
        FreezeState state = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        return state.Standing switch
        {
            FreezeStanding.Unknown => StepState.Unknown,
            FreezeStanding.Frozen when context.Recall(Facts.ConfigurationFrozen) is not null => StepState.Done,
            _ => StepState.NotDone,
        };
    }

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        FreezeRequest request = new() { RunId = context.RunId, Reason = $"Kong {context.Plan.From} to {context.Plan.To} is under way" };
        await context.Run.Calls.RepeatableAsync("freezing", token => context.Services.Freeze!.FreezeAsync(request, token), cancellationToken).ConfigureAwait(false);
        FreezeState state = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.ConfigurationFrozen, state.ConfigurationFingerprint ?? string.Empty, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Plan.AfterRollback is RollbackPolicy.Thaw ? context.Services.Freeze!.ThawAsync(cancellationToken) : Task.CompletedTask;

    public static Task<FreezeState> LookAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Run.Calls.LookAsync("the freeze", context.Services.Freeze!.CheckAsync, cancellationToken);
}
