using Kong.Upgrade.Events;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Tests.Invariants;

namespace Kong.Upgrade.Tests.Execution;

/// <summary>A write that slips past the freeze while green has traffic is noticed, held for and named; so is a freeze that refuses nothing.</summary>
public class DriftTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WhileGreenHasTraffic_HoldsThenHaltsAndNamesTheTable()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<ShareChanged>(_ => kong.Freeze.WriteByHand()));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Headline.Should().Contain("the configuration changed since 'up' in services");
        kong.Events.All.OfType<HoldingBecause>().Should().ContainSingle().Which.Reason.Should().Contain("somebody wrote past the freeze");
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Fact]
    public async Task Freeze_ThatCannotBeReadForAWhile_DoesNotHoldUsers()
    {
        await using FakeKong kong = new();
        foreach (int look in (int[])[6, 7, 8]) kong.Faults.On(KongCall.CheckFreeze).Only(look).Throw("the database restarts");

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);
    }

    [Fact]
    public async Task Freeze_ThatOnlyObserves_IsRefusedUntilSomebodyTakesTheRisk()
    {
        await using FakeKong refused = new(), taken = new();
        refused.Freeze.OnlyObserves = taken.Freeze.OnlyObserves = true;

        UpgradeReport held = await refused.RunAsync(Plans.Patch(), Token);
        UpgradeReport run = await taken.RunAsync(Plans.Patch(p => p.AcknowledgeRisk(UpgradeRisk.UnenforcedFreeze, "no triggers here")), Token);

        held.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        held.Headline.Should().Contain("only observed and not refused").And.Contain("UnenforcedFreeze");
        run.Outcome.Should().Be(UpgradeOutcome.Completed, run.Describe());
    }

    [Fact]
    public async Task Freeze_ThatOnlyObserves_BetraysAWriteBeforeFinish()
    {
        await using FakeKong kong = new();
        kong.Freeze.OnlyObserves = true;
        kong.Observers.Add(new OnEvent<StepStarting>(starting =>
        {
            if (starting.StepName == "bake") kong.Freeze.WriteByHand();
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.AcknowledgeRisk(UpgradeRisk.UnenforcedFreeze, "no triggers here")), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted);
        kong.Migrations.FinishCount.Should().Be(0);
    }
}
