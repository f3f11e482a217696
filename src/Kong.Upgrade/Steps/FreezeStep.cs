using Kong.Upgrade.Execution;
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
            FreezeStanding.Frozen or FreezeStanding.Observed when context.Recall(Facts.ConfigurationFrozen) is not null => StepState.Done,
            _ => StepState.NotDone,
        };
    }

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        FreezeRequest request = Request(context, mayBeTakenOver: false);
        await context.Run.Calls.RepeatableAsync("freezing", token => context.Services.Freeze!.FreezeAsync(request, token), cancellationToken).ConfigureAwait(false);
        FreezeState state = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        if (state.Standing is FreezeStanding.Observed && !Protects(context.Plan, state.Standing))
            throw new UpgradeServiceException($"Configuration writes are only observed and not refused. Use a freeze that refuses them, or acknowledge UpgradeRisk.{nameof(UpgradeRisk.UnenforcedFreeze)} with a reason.");
        await context.NoteAsync(Facts.ConfigurationFrozen, state.ConfigurationFingerprint ?? string.Empty, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Plan.AfterRollback is RollbackPolicy.Thaw ? context.Services.Freeze!.ThawAsync(cancellationToken) : HandOverAsync(context, cancellationToken);

    // The guide says to investigate and repeat: the run that repeats must not be refused by what this one leaves.
    private static async Task HandOverAsync(StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            FreezeState state = await LookAsync(context, cancellationToken).ConfigureAwait(false);
            if (state.Standing is FreezeStanding.Frozen) await context.Services.Freeze!.FreezeAsync(Request(context, mayBeTakenOver: true), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            // The freeze stands all the same; who repeats is told how to take it over.
            context.Run.Logger.FreezeNotHandedOver(trouble);
        }
    }

    private static FreezeRequest Request(StepContext context, bool mayBeTakenOver) =>
        new() { RunId = context.RunId, Reason = $"Kong {context.Plan.From} to {context.Plan.To} {(mayBeTakenOver ? "was given up; frozen until somebody thaws" : "is under way")}", MayBeTakenOver = mayBeTakenOver };

    /// <summary>Whether the configuration is protected as far as the plan asks: writes are refused, or somebody took the risk that they are only observed.</summary>
    public static bool Protects(UpgradePlan plan, FreezeStanding standing) =>
        standing is FreezeStanding.Frozen || (standing is FreezeStanding.Observed && plan.Acknowledges(UpgradeRisk.UnenforcedFreeze));

    public static Task<FreezeState> LookAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Run.Calls.LookAsync("the freeze", context.Services.Freeze!.CheckAsync, cancellationToken);
}
