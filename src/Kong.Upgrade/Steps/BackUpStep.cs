using System.Globalization;
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
        Report(context, backup);
        await context.NoteAsync(Facts.BackupLocation, backup.Location, cancellationToken).ConfigureAwait(false);
        if (backup.RestoreTime is { } took) await context.NoteAsync(Facts.BackupRestoreTime, took.ToString("c", CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        if (backup.Rehearsal is { } rehearsal) await context.NoteAsync(Facts.PendingExpected, Facts.Of(rehearsal.AfterUp.Pending), cancellationToken).ConfigureAwait(false);
        // Noted last: a crash between the two takes the backup again.
        await context.NoteAsync(Facts.BackupProven, backup.ProvenRestorable ? Facts.Yes : "no", cancellationToken).ConfigureAwait(false);
    }

    // What will be refused hours later is said now.
    private static void Report(StepContext context, BackupManifest backup)
    {
        foreach (string note in backup.Notes) context.Run.Report.Finding($"back-up: {note}");
        if (!backup.ProvenRestorable && !context.Plan.Acknowledges(UpgradeRisk.UnprovenBackup))
            context.Run.Report.Finding($"back-up: no trial restore proved the backup at {backup.Location}, so 'finish' will be refused. Mend that before green is diverted to, or acknowledge UpgradeRisk.{nameof(UpgradeRisk.UnprovenBackup)}.");
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
