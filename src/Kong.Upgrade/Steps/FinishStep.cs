using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Steps;

internal sealed class FinishStep() : GuidedStep(GuideStep.Finish, "finish")
{
    public override string Does => "runs 'kong migrations finish' once everything that must hold was seen to hold; blue can then no longer be trusted on this database";

    public override string Undoes => "cannot be undone: only the backup brings blue's database back";

    public override Reversibility Reversibility => Reversibility.PassesPointOfNoReturn;

    public override async Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        MigrationState state = await MigrateUpStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
        if (!state.IsFinished) return StepState.NotDone;
        // Nothing pending is also how a database looks that never had anything to finish (a patch without migrations). It was
        // finished only if this run says so, or if 'up' had left something: then somebody else finished, and blue is lost all the same.
        return context.IsCommitted || !string.IsNullOrEmpty(context.Recall(Facts.PendingAfterUp)) ? StepState.Done : StepState.NotDone;
    }

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        MigrationState before = await MigrateUpStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
        if (before.IsFinished) return;
        try
        {
            // Once: what is in doubt afterwards is looked at, never asked for again blindly (I5).
            await context.Run.Calls.OnceAsync("kong migrations finish", token => context.Services.Migrations!.FinishAsync(context.Run.Permit!, token), cancellationToken).ConfigureAwait(false);
        }
        catch (KongUpgradeException lost)
        {
            MigrationState found = await MigrateUpStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
            if (!found.IsFinished) throw new UpgradeServiceException($"'kong migrations finish' did not come about ({found}): {lost.Message}", lost);
        }
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is no way back from 'finish'; the engine must never ask for one.");
}
