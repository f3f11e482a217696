using Kong.Upgrade.Clusters;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Steps;

internal sealed class DecommissionBlueStep() : GuidedStep(GuideStep.DecommissionBlue, "decommission-blue")
{
    public override string Does => "drains, stops and fences blue (cluster X), so that it cannot come back to this database";

    public override string Undoes => "cannot be undone: it comes after the point of no return";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.BlueGone) is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        MigrationState state = await MigrateUpStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
        // Blue is never touched on the word of a journal alone (I2).
        if (!context.IsCommitted || !state.IsFinished) throw new StepNotVerifiedException("finish", state.ToString());
        await context.Run.Calls.RepeatableAsync("decommissioning blue", token => context.Services.Clusters!.DecommissionAsync(Decommission.Blue(Permit(context)), token), cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.BlueGone, Facts.Yes, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is no way back after 'finish'; the engine must never ask for one.");

    /// <summary>The permit of this process, or the one that an earlier process of this run was granted.</summary>
    private static FinishPermit Permit(StepContext context)
    {
        JournalEntry? granted = context.Run.Journal.Record.Entries.LastOrDefault(e => e.Mark is JournalMark.Committed);
        return context.Run.Permit ??= new(context.RunId, granted?.Detail ?? "finished by somebody else", granted?.At ?? context.Time.GetUtcNow());
    }
}
