using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Steps;

internal sealed class MigrateUpStep() : GuidedStep(GuideStep.MigrateUp, "migrate-up")
{
    public override string Does => "runs 'kong migrations up' with green's kong; blue and green can then both use the database";

    public override string Undoes => "nothing to undo: blue works on after 'up'";

    public override async Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        MigrationState state = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        bool isWitnessed = context.IsCommitted || context.Services.Witness is null || context.Recall(Facts.BlueWitnessed) is not null;
        return state.IsUp && isWitnessed && context.Recall(Facts.ConfigurationAfterUp) is not null ? StepState.Done : StepState.NotDone;
    }

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        // The fingerprint noted after 'up' is taken once: taken again after a crash it would hide what was written meanwhile.
        bool isMigrated = context.Recall(Facts.ConfigurationAfterUp) is not null && (await LookAsync(context, cancellationToken).ConfigureAwait(false)).IsUp;
        if (!isMigrated) await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
        await BlueWitness.HearAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private async Task MigrateAsync(StepContext context, CancellationToken cancellationToken)
    {
        await RequireUnchangedAsync(context, cancellationToken).ConfigureAwait(false);
        MigrationState state = await UpAsync(context, cancellationToken).ConfigureAwait(false);
        RequireExpected(context, state);
        await context.NoteAsync(Facts.PendingAfterUp, Facts.Of(state.Pending), cancellationToken).ConfigureAwait(false);
        // 'up' itself rewrites rows, so what finish compares with is taken now.
        FreezeState freeze = await FreezeStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.TablesAfterUp, Drift.Line(freeze), cancellationToken).ConfigureAwait(false);
        await context.NoteAsync(Facts.ConfigurationAfterUp, freeze.ConfigurationFingerprint ?? string.Empty, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task<MigrationState> LookAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Run.Calls.LookAsync("the migration state", context.Services.Migrations!.GetStateAsync, cancellationToken);

    private static async Task<MigrationState> UpAsync(StepContext context, CancellationToken cancellationToken)
    {
        MigrationState before = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        if (before.IsUp) return before;
        try
        {
            await context.Run.Calls.OnceAsync("kong migrations up", context.Services.Migrations!.UpAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (KongUpgradeException lost) when (lost is not StepTimedOutException && !cancellationToken.IsCancellationRequested)
        {
            // The answer may be lost although the work was done (I7): look, and believe only that.
            MigrationState found = await LookAsync(context, cancellationToken).ConfigureAwait(false);
            return found.IsUp ? found : throw new UpgradeServiceException($"'kong migrations up' did not come about ({found}): {lost.Message}", lost);
        }
        MigrationState after = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        return after.IsUp ? after : throw new StepNotVerifiedException("migrate-up", after.ToString());
    }

    /// <summary>What a rehearsal on a copy came to is what the real run must come to, name by name.</summary>
    private static void RequireExpected(StepContext context, MigrationState state)
    {
        if (context.Recall(Facts.PendingExpected) is { } expected && Facts.Of(state.Pending) is { } found && found != expected)
            throw new MigrationsUnexpectedException(expected, found);
    }

    private async Task RequireUnchangedAsync(StepContext context, CancellationToken cancellationToken)
    {
        FreezeState freeze = await FreezeStep.LookAsync(context, cancellationToken).ConfigureAwait(false);
        string? frozen = context.Recall(Facts.ConfigurationFrozen);
        // 'up' rewrites rows itself: after a crash in the middle of it the fingerprint tells nothing.
        bool wasTried = context.Run.Journal.Record.Entries.Any(e => e.Mark is JournalMark.Begun && e.Subject == Name);
        if (!FreezeStep.Protects(context.Plan, freeze.Standing) || (!wasTried && (freeze.ConfigurationFingerprint ?? string.Empty) != frozen))
            throw new UpgradeServiceException($"The configuration is {freeze.Standing} and its fingerprint {freeze.ConfigurationFingerprint ?? "not known"}, but it was frozen at {frozen}. Find out who wrote, then run the plan again.");
    }
}
