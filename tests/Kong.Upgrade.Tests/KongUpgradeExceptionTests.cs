using Kong.Upgrade.Execution;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class KongUpgradeExceptionTests
{
    private static readonly Exception Cause = new IOException("the cause");

    public static TheoryData<Func<Exception>, string> Messages => new()
    {
        { () => new ApprovalRefusedException("finish", "ann", "holidays"), "ann refused finish: holidays" },
        { () => new ApprovalRefusedException("finish", "ann", ""), "ann refused finish: no reason given" },
        { () => new FinishRefusedException("blue answers"), "finish was refused: blue answers" },
        { () => new GreenRegressedException("p99", "9 of 10"), "green regressed: 9 of 10 (gate: p99)" },
        { () => new InvalidUpgradePlanException(["a"]), $"The upgrade plan has a problem:{Environment.NewLine}- a" },
        { () => new MissingServicesException(["IBackup"]), "An upgrade cannot run without IBackup. Register each with the container before the runner is asked for (services.AddKongUpgrade().Use<IBackup, YourType>()), or set it on UpgradeServices. Nothing was touched." },
        { () => new PreflightBlockedException(["a", "b"]), $"the upgrade must not start:{Environment.NewLine}- a{Environment.NewLine}- b" },
        { () => new RetreatFailedException(new(false, TimeSpan.FromSeconds(9), "refused."), Cause), "the balancer was not seen to send everything to blue within 00:00:09: refused. Set it by hand now" },
        { () => new RevertFailedException("start-green", Cause, new IOException("why")), "'start-green' could not be taken back: the cause (the run turned round because: why)" },
        { () => new StagingFailedException(Reports.Staged("a")), $"green did not pass 1 staging test; compare the considerations and breaking changes between the versions:{Environment.NewLine}- a" },
        { () => new StagingFailedException(Reports.Staged("a", "b")), $"green did not pass 2 staging tests; compare the considerations and breaking changes between the versions:{Environment.NewLine}- a{Environment.NewLine}- b" },
        { () => new StepNotVerifiedException("freeze", "Thawed"), "freeze reported success, but looking again found: Thawed. Nothing is believed that cannot be seen; look at the system behind the step." },
        { () => new StepTimedOutException("finish", TimeSpan.FromMinutes(1)), "finish gave no answer within 00:01:00. Whether it took effect is not known; it may still take effect. Look at the system behind it, then run the same plan again, with a longer time-out in KongUpgradeOptions if it only needs more time." },
        { () => new UndecidedException("no traffic", TimeSpan.FromMinutes(2), halts: false), "could not tell after holding for 00:02:00: no traffic" },
        { () => new UpgradeServiceException("refused"), "refused" },
        { () => new JournalException(JournalProblem.Corrupt, "line 3"), "line 3" },
        { () => new ApprovalPendingException("finish", ManualTime.Start), "nobody answered before 2026-03-01 12:00:00Z whether finish may go ahead" },
        { () => new RetreatedElsewhereException("25 %"), "all traffic was found on blue although green had 25 %: somebody retreated, and that is not undone" },
        { () => new TurnedRoundException(Turned("green was slow")), "green was slow" },
        { () => new TurnedRoundException(new() { RunId = "r", Fence = 1 }), "an earlier process turned the run round" },
        { () => new UpgradeCanceledException(Reports.Of(UpgradeOutcome.RolledBack, Cause, shares: [0]), default), "The upgrade was cancelled. ROLLED BACK: all traffic is on blue, Kong 3.9.0. Configuration writes are STILL FROZEN: call ThawAsync to let them through. Cause: the cause" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfEach_HasValuesAndRemedy(Func<Exception> make, string message) => make().Message.Should().Be(message);

    [Fact]
    public void IsTransient_OnlyWhenAServiceSaysSo()
    {
        new UpgradeServiceException("x", Cause, isTransient: true).IsTransient.Should().BeTrue();
        new UpgradeServiceException("x", Cause).InnerException.Should().BeSameAs(Cause);
        Messages.Select(m => m.Data.Item1()).OfType<KongUpgradeException>().Should().OnlyContain(e => !e.IsTransient);
    }

    [Fact]
    public void Halts_WhereGoingBackIsNoSaferOrNotOurs()
    {
        new FinishRefusedException("x").Halts.Should().BeTrue();
        new UndecidedException("x", default, halts: true).Halts.Should().BeTrue();
        new JournalException(JournalProblem.LeaseLost, "x").Halts.Should().BeTrue();
        new JournalException(JournalProblem.Inaccessible, "x").Halts.Should().BeFalse();
        new UndecidedException("x", default, halts: false).Halts.Should().BeFalse();
        new GreenRegressedException("g", "x").Halts.Should().BeFalse();
    }

    [Fact]
    public void Members_OfEach_CarryTheValues()
    {
        new ApprovalRefusedException("finish", "ann", "x").By.Should().Be("ann");
        new FinishRefusedException("m").Missing.Should().Be("m");
        new GreenRegressedException("g", "e").Should().Match<GreenRegressedException>(e => e.GateName == "g" && e.Evidence == "e");
        new PreflightBlockedException(["a"]).Findings.Should().Equal("a");
        new StagingFailedException(Reports.Staged("a")).Failures.Should().Equal("a");
        new RevertFailedException("s", Cause, Cause).Should().Match<RevertFailedException>(e => e.StepName == "s" && e.InnerException == Cause);
        new RetreatFailedException(new(false, TimeSpan.FromSeconds(9), "x"), Cause).Should().Match<RetreatFailedException>(e => e.Duration == TimeSpan.FromSeconds(9) && e.InnerException == Cause);
        new StepNotVerifiedException("s", "x").StepName.Should().Be("s");
        new UndecidedException("x", TimeSpan.FromSeconds(1), false).Held.Should().Be(TimeSpan.FromSeconds(1));
        UpgradeReport report = Reports.Of(UpgradeOutcome.RolledBack);
        new UpgradeCanceledException(report, new(canceled: true)).Should().Match<UpgradeCanceledException>(e => e.Report == report && e.CancellationToken.IsCancellationRequested);
    }

    private static RunRecord Turned(string why) => new() { RunId = "r", Fence = 1, Entries = [new() { Mark = JournalMark.Reverting, At = default, Detail = "first" }, new() { Mark = JournalMark.Reverting, At = default, Detail = why }] };
}
