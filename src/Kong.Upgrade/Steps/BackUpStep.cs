using Kong.Upgrade.Backup;

namespace Kong.Upgrade.Steps;

internal sealed class BackUpStep() : GuidedStep(GuideStep.BackUp, "back-up")
{
    public override string Does => "saves blue's data and proves by a trial restore that it can be brought back";

    public override string Undoes => "nothing to undo: the backup is kept";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.BackupProven) is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        BackupRequest request = new() { RunId = context.RunId, Version = context.Plan.From };
        BackupManifest backup = await context.Run.Calls.RepeatableAsync("backing up", token => context.Services.Backup!.TakeAsync(request, token), cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.BackupLocation, backup.Location, cancellationToken).ConfigureAwait(false);
        // Noted last: a crash between the two takes the backup again.
        await context.NoteAsync(Facts.BackupProven, backup.ProvenRestorable ? Facts.Yes : "no", cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
