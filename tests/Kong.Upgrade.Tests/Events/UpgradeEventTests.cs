using Kong.Upgrade.Approvals;
using Kong.Upgrade.Events;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

public class UpgradeEventTests
{
    private static readonly DateTimeOffset At = ManualTime.Start;
    private static readonly ApprovalQuestion Question = new() { RunId = "r", BeforeStep = "finish", Text = "Finish?", Deadline = At };
    private static readonly PreflightFinding Finding = new() { Severity = FindingSeverity.Warning, What = "old plugin", Remedy = "remove it" };
    private static readonly IOException Error = new("dead");

    public static TheoryData<Func<UpgradeEvent>, string> Lines => new()
    {
        { () => new RunStarted("r", At, isResumed: false), "run r begins" },
        { () => new RunStarted("r", At, isResumed: true), "run r goes on" },
        { () => new RunEnded("r", At, Reports.Of(UpgradeOutcome.Completed)), Reports.Of(UpgradeOutcome.Completed).Headline },
        { () => new StepStarting("r", At, "freeze"), "freeze: starting" },
        { () => new StepCompleted("r", At, "freeze", TimeSpan.FromSeconds(1)), "freeze: done" },
        { () => new StepSkipped("r", At, "freeze"), "freeze: was done already" },
        { () => new GreenStaged("r", At, Reports.Staged("no answer")), Reports.Staged("no answer").Headline },
        { () => new StepFailed("r", At, "freeze", Error), "freeze: failed: dead" },
        { () => new StepReverted("r", At, "freeze"), "freeze: taken back" },
        { () => new ShareChanged("r", At, TrafficShare.FromPercent(25)), "green now has 25 %" },
        { () => new GateJudged("r", At, "errors", new(ProbeVerdict.Accepted, "0 of 20")), "errors: Accepted: 0 of 20" },
        { () => new HoldingBecause("r", At, "nothing to see"), "holding: nothing to see" },
        { () => new FindingReported("r", At, "300-03", Finding), "300-03: Warning: old plugin" },
        { () => new ApprovalAsked("r", At, Question), "asking before finish, until 2026-03-01 12:00:00Z" },
        { () => new ApprovalAnswered("r", At, ApprovalAnswer.Approve("ann", "fine")), "answer: Approved ann fine" },
        { () => new ApprovalAnswered("r", At, ApprovalAnswer.None), "answer: NoAnswer" },
        { () => new PointOfNoReturnPassed("r", At, FinishPermit.ForOperator("ann", new ManualTime())), "past the point of no return" },
        { () => new RetreatStarted("r", At, "green failed"), "retreating: green failed" },
        { () => new RetreatEnded("r", At, isInForce: true, TimeSpan.FromMilliseconds(412.3), null), "all traffic is on blue after 412 ms" },
        { () => new RetreatEnded("r", At, isInForce: false, TimeSpan.FromMinutes(2), null), "the retreat could not be proven: traffic may still reach green" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void ToString_OfEach_IsOneLineForPeople(Func<UpgradeEvent> make, string line)
    {
        UpgradeEvent made = make();

        made.ToString().Should().Be(line);
        (made.RunId, made.At).Should().Be(("r", At));
    }

    [Fact]
    public void Lines_OfThisTest_MeetEveryEvent() => Lines.Select(l => l.Data.Item1().GetType()).Distinct()
        .Should().BeEquivalentTo(typeof(UpgradeEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(UpgradeEvent))));

    [Fact]
    public void Members_OfEach_CarryTheValues()
    {
        new StepCompleted("r", At, "s", TimeSpan.FromSeconds(1)).Should().Match<StepCompleted>(e => e.StepName == "s" && e.Duration == TimeSpan.FromSeconds(1));
        new StepFailed("r", At, "s", Error).Should().Match<StepFailed>(e => e.StepName == "s" && e.Error == Error);
        new FindingReported("r", At, "id", Finding).Should().Match<FindingReported>(e => e.RuleId == "id" && e.Finding == Finding);
        new GateJudged("r", At, "g", new(ProbeVerdict.Regressed, "x")).Should().Match<GateJudged>(e => e.GateName == "g" && e.Verdict.Verdict == ProbeVerdict.Regressed);
        new ApprovalAsked("r", At, Question).Question.Should().BeSameAs(Question);
        new RetreatEnded("r", At, true, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)).Should().Match<RetreatEnded>(e => e.IsInForce && e.Duration == TimeSpan.FromSeconds(1) && e.LastGreenRequest == TimeSpan.FromSeconds(2));
        new RunStarted("r", At, true).IsResumed.Should().BeTrue();
        new ShareChanged("r", At, TrafficShare.AllGreen).Share.Should().Be(TrafficShare.AllGreen);
    }
}
