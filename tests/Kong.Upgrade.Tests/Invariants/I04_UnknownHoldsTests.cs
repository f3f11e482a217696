using Kong.Upgrade.Freeze;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I4: unknown is not "not done", not "healthy" and not "bad". It holds, then halts or goes back to what is known.</summary>
public class I04_UnknownHoldsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inspect_Unknown_HoldsThenHaltsWithoutActing()
    {
        await using FakeKong kong = new();
        kong.Freeze.IsUnclear = true;

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<UndecidedException>().Which.Held.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
        kong.Freeze.IsFrozen.Should().BeFalse();
        kong.Backup.TakenCount.Should().Be(0);
    }

    [Fact]
    public async Task Inspect_UnknownForAWhile_GoesOn()
    {
        await using FakeKong kong = new();
        kong.Freeze.IsUnclear = true;
        int looks = 0;
        kong.Faults.On(KongCall.CheckFreeze).Do(() => kong.Freeze.IsUnclear = ++looks < 30);

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Verify_EffectNotThere_IsNotBelieved()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.InsertAfter(GuideStep.BackUp, new Idle(StepState.NotDone))), Token);

        report.Error.Should().BeOfType<StepNotVerifiedException>().Which.StepName.Should().Be("idle");
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
    }

    [Fact]
    public async Task Stage_CouldNotTell_IsNoPass()
    {
        await using FakeKong kong = new();
        kong.Staging.Ends(Staging.StagingVerdict.CouldNotTell, "no answer");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<StagingFailedException>();
        kong.Traffic.SetCount.Should().Be(0);
    }

    [Fact]
    public async Task Evaluate_SeverityNotWeighed_Blocks()
    {
        await using FakeKong kong = new();
        kong.Rule.Find(Preflight.FindingSeverity.Unknown, "something odd");

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<PreflightBlockedException>();
        kong.Freeze.IsFrozen.Should().BeFalse();
    }

    [Fact]
    public void Zero_OfEveryVerdict_IsTheCautiousOne()
    {
        default(StepState).Should().Be(StepState.Unknown);
        default(FreezeStanding).Should().Be(FreezeStanding.Unknown);
        default(Probing.ProbeVerdict).Should().Be(Probing.ProbeVerdict.Undecided);
        default(Traffic.TrafficShare).Should().Be(Traffic.TrafficShare.AllBlue);
    }

    private sealed class Idle(StepState always) : UpgradeStep
    {
        public override string Name => "idle";

        public override string Does => "nothing";

        public override string Undoes => "nothing";

        public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult(always);

        public override Task ExecuteAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
