namespace Kong.Upgrade.Migrations;

/// <summary><c>kong migrations up</c>, until the database stands as it has to.</summary>
internal sealed class MigrateUp(MigrationRun run, ForceConsent? consent)
{
    private readonly MigrationTools tools = run.Tools;

    public async Task<MigrationState> RunAsync(CancellationToken cancellationToken)
    {
        MigrationState before = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        run.Draft.Before ??= before;
        Require(before);
        ForceCheck? force = consent is null ? null : await ForceCheck.BeginAsync(tools.Database, before, consent, cancellationToken).ConfigureAwait(false);
        if (before.New.Count > 0 && before.Pending.Count > 0) throw MigrationFailure.OfTrap(tools.Database, before);
        IReadOnlyList<Ownership.Stranger> strangers = await Ownership.FindAsync(tools.Database, cancellationToken).ConfigureAwait(false);
        MigrationState after = before.IsUp && force is null ? run.Draft.After = before : await RepeatAsync(before, cancellationToken).ConfigureAwait(false);
        if (force is not null) await ReportDamageAsync(force, cancellationToken).ConfigureAwait(false);
        await RequireOwnerAsync(strangers, cancellationToken).ConfigureAwait(false);
        return after;
    }

    private void Require(MigrationState before)
    {
        if (before.NeedsBootstrap) throw new UpgradeServiceException($"{tools.Database} holds no Kong: it needs bootstrapping. An upgrade needs blue's database; check pg_database and pg_schema.");
        if (run.Rehearsal is { } rehearsal && Expectation.Unfit(rehearsal, tools.Kong.Version, before) is { } why)
            throw new UpgradeServiceException($"The rehearsal of {rehearsal.At:u} says nothing about {tools.Database}: {why}. Rehearse again on a fresh copy, with the same KONG_PLUGINS as the nodes.");
    }

    // Repeated only while nothing is pending: until then what was done stays done, and what was not is simply new (kong-facts 12.8 no. 7).
    private async Task<MigrationState> RepeatAsync(MigrationState before, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Exception? ended = await run.CommandAsync(Words(), run.Rehearsal?.UpTook, cancellationToken).ConfigureAwait(false);
            MigrationState after = run.Draft.After = await run.ReadAgainAsync(cancellationToken).ConfigureAwait(false);
            if (Expectation.AfterUp(before, after, run.Rehearsal) is not { } wrong) return Accept(after);
            bool mayRepeat = ended is null && MigrationFailure.IsLockTimeout(run.Draft) && after.Pending.Count == 0 && attempt < tools.Options.LockAttempts;
            if (!mayRepeat) throw MigrationFailure.OfUp(run, before, after, wrong, ended);
            tools.Logger.MigrationLockRetry(attempt, tools.Options.LockAttempts, tools.Options.LockPause);
            await Task.Delay(tools.Options.LockPause, tools.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private string[] Words()
    {
        if (consent is null) return ["migrations", "up"];
        tools.Logger.MigrationForced("up", consent.Reason);
        return ["migrations", "up", "-f"];
    }

    private MigrationState Accept(MigrationState after)
    {
        if (run.Draft.ExitCode is not 0) tools.Logger.MigrationExitCodeIgnored(run.Draft.ExitCode);
        return after;
    }

    private async Task ReportDamageAsync(ForceCheck force, CancellationToken cancellationToken)
    {
        run.Draft.DamagedRoutes = await force.EndAsync(tools.Database, cancellationToken).ConfigureAwait(false);
        foreach (string route in run.Draft.DamagedRoutes) tools.Logger.MigrationPathsDamaged(route);
    }

    private async Task RequireOwnerAsync(IReadOnlyList<Ownership.Stranger> before, CancellationToken cancellationToken)
    {
        IReadOnlyList<Ownership.Stranger> after = await Ownership.FindAsync(tools.Database, cancellationToken).ConfigureAwait(false);
        run.Draft.Strangers = [.. after.Select(s => s.ToString())];
        IReadOnlyList<Ownership.Stranger> made = Ownership.MadeByMigration(before, after, run.Role.Login);
        if (made.Count > 0) throw Ownership.Refusal(tools.Database, made, run.Role.Owner);
    }
}
