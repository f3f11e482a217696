namespace Kong.Upgrade.Migrations;

/// <summary><c>kong migrations finish</c>, the point of no return.</summary>
internal sealed class MigrateFinish(MigrationRun run)
{
    private readonly MigrationTools tools = run.Tools;

    public async Task<MigrationState> RunAsync(CancellationToken cancellationToken)
    {
        MigrationState before = run.Draft.Before = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        Require(before);
        ForceConsent? consent = tools.Options.Force is { AlsoAtFinish: true } given ? given : null;
        if (before.IsFinished && consent is null) return run.Draft.After = before;
        ForceCheck? force = consent is null ? null : await ForceCheck.BeginAsync(tools.Database, before, consent, cancellationToken).ConfigureAwait(false);
        Exception? ended = await run.CommandAsync(Words(consent), run.Rehearsal?.FinishTook, cancellationToken).ConfigureAwait(false);
        MigrationState after = run.Draft.After = await run.ReadAgainAsync(cancellationToken).ConfigureAwait(false);
        if (Expectation.AfterFinish(before, after) is { } wrong) throw MigrationFailure.OfFinish(run, before, after, wrong, ended);
        if (run.Draft.ExitCode is not 0) tools.Logger.MigrationExitCodeIgnored(run.Draft.ExitCode);
        if (force is not null) run.Draft.DamagedRoutes = await force.EndAsync(tools.Database, cancellationToken).ConfigureAwait(false);
        foreach (string route in run.Draft.DamagedRoutes) tools.Logger.MigrationPathsDamaged(route);
        return after;
    }

    // With something new, 'finish' would tear down half an upgrade and then say, with exit 0, that 'up' is needed (kong-facts 11.5).
    private void Require(MigrationState before)
    {
        if (before.NeedsBootstrap) throw new UpgradeServiceException($"{tools.Database} holds no Kong: it needs bootstrapping. Check pg_database and pg_schema.");
        if (before.New.Count > 0 && before.Pending.Count > 0) throw MigrationFailure.OfTrap(tools.Database, before);
        if (before.New.Count > 0) throw new UpgradeServiceException($"'finish' was not run on {tools.Database}: there are new migrations ({Expectation.Names(before.New)}). Run 'up' first, and prove green and blue again.");
    }

    private string[] Words(ForceConsent? consent)
    {
        if (consent is null) return ["migrations", "finish"];
        tools.Logger.MigrationForced("finish", consent.Reason);
        return ["migrations", "finish", "-f"];
    }
}
