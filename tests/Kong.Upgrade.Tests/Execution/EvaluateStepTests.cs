using Kong.Upgrade.Events;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests;

public class EvaluateStepTests
{
    private static readonly PreflightFinding blocking = new() { Id = "380-07", Severity = FindingSeverity.Blocking, What = "Redis timeouts differ.", Remedy = "Make them equal." };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preflight_ThatFindsWhatIsInTheWay_EndsTheRunBeforeAnythingIsTouched()
    {
        await using FakeKong kong = new();
        kong.Preflight.Find(blocking);
        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);
        report.Error.Should().BeOfType<PreflightBlockedException>().Which.Findings.Should().Equal("380-07: Redis timeouts differ. Make them equal.");
        (kong.Freeze.IsFrozen, kong.Backup.TakenCount, kong.Traffic.SetCount).Should().Be((false, 0, 0));
        report.Preflight!.IsBlocked.Should().BeTrue();
    }

    [Fact]
    public async Task Finding_ThatThePlanAccepts_LetsTheRunGoOnAndIsKept()
    {
        await using FakeKong kong = new();
        kong.Preflight.Find(blocking);
        kong.Rule.Find(FindingSeverity.Blocking, "a hole");
        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.AcceptFinding("380-07", "no redis here; Ada").AcceptFinding("fake-rule", "known; Ada")), Token);
        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        report.Findings.Should().Contain(["380-07: Blocking: Redis timeouts differ. Make them equal. Accepted: no redis here; Ada", "fake-rule: Blocking: a hole Mend it. Accepted: known; Ada"]);
        report.Preflight!.Accepted.Should().ContainSingle().Which.Reason.Should().Be("no redis here; Ada");
    }

    [Fact]
    public async Task Review_NeverBlocksAndIsInTheReportAsAWhole()
    {
        await using FakeKong kong = new();
        kong.Preflight.Find(new() { Id = "300-41", Severity = FindingSeverity.Blocking, Certainty = FindingCertainty.Review, What = "Handlers.", Remedy = "Read them." });
        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);
        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        report.Findings.Should().NotContain(f => f.Contains("300-41"));
        report.Preflight!.Findings.Should().ContainSingle();
        kong.Events.All.OfType<FindingReported>().Should().BeEmpty();
    }

    [Fact]
    public async Task Preflight_ThatFails_EndsTheRunBeforeAnythingIsTouched()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.Evaluate).Throw(new UpgradeServiceException("the catalogue is broken"));
        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        kong.Freeze.IsFrozen.Should().BeFalse();
    }
}
