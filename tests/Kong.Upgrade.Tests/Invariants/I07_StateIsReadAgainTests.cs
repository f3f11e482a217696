using Kong.Upgrade.Migrations;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I7: what a command says is not believed; the state is read again.</summary>
public class I07_StateIsReadAgainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MigrateUp_SaysDoneButMigrationsAreStillNew_IsNotBelieved()
    {
        await using FakeKong kong = new();
        UpgradeRunner runner = new(Lent.By(kong, migrations: new LyingMigrations(kong.Migrations)));

        UpgradeReport report = await kong.Time.RunAsync(() => runner.RunAsync(Plans.Patch(), Token));

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.Error.Should().BeOfType<StepNotVerifiedException>();
        kong.Traffic.SetCount.Should().Be(0);
    }

    [Fact]
    public async Task MigrateUp_AnswerLostButWorkDone_GoesOn()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.MigrateUp).LoseAnswer();

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
        kong.Migrations.UpCount.Should().Be(1);
    }

    [Fact]
    public async Task MigrateUp_FailsMidway_GoesBackAndNamesTheState()
    {
        await using FakeKong kong = new();
        kong.Migrations.HasNew(new Migration("core", "a"), new Migration("core", "b"));
        kong.Migrations.FailUpMidway();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        report.Headline.Should().Contain("'kong migrations up' did not come about").And.Contain("1 new");
    }

    [Fact]
    public async Task StartGreen_NodesReportAnotherVersion_IsNotBelieved()
    {
        await using FakeKong kong = new();
        kong.Clusters.ReportedVersion = KongVersion.Parse("3.9.0");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        report.Headline.Should().Contain("reports 3.9.0");
        kong.Traffic.SetCount.Should().Be(0);
    }

    /// <summary>Exit code 0 and "aborted: another node is performing database changes" (kong-facts 11.3).</summary>
    private sealed class LyingMigrations(IMigrationRunner real) : IMigrationRunner
    {
        public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => real.GetStateAsync(cancellationToken);

        public Task<MigrationState> UpAsync(CancellationToken cancellationToken) => Task.FromResult(new MigrationState());

        public Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken) => real.FinishAsync(permit, cancellationToken);
    }
}
