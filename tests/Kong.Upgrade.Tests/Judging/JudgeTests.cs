using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Judging;

/// <summary>The rules of the recipe, each with what would be said without it.</summary>
public class JudgeTests
{
    private readonly JudgeWorld world = new();

    [Fact]
    public void Add_GreenFailsEverything_IsCondemnedAfterTheLooksThatMustAgree()
    {
        world.Begin(5);
        world.Until(100, green: g => g with { Failing = 1 }).Should().Be((ProbeVerdict.Regressed, 5));
        world.Judge.Reason.Should().Contain("of green's").And.Contain("condemns");
    }

    [Fact]
    public void Add_ByAProbeThatHearsEachRequest_IsCondemnedAfterFewFailures()
    {
        JudgeWorld paced = new(isPaced: true, perSecond: 1000, look: TimeSpan.FromMilliseconds(20));
        paced.Begin(5);
        (ProbeVerdict verdict, int looks) = paced.Until(1000, green: g => g with { Failing = 1 });
        verdict.Should().Be(ProbeVerdict.Regressed);
        paced.GreenRequests.Should().BeLessThanOrEqualTo(8, $"{looks} looks");
    }

    [Theory]
    [InlineData(0.05, 25)]
    [InlineData(0.01, 120)]
    public void Add_GreenFailsNowAndThen_IsCondemnedWithinSeconds(double failing, int within)
    {
        world.Begin(5);
        world.Until(within, green: g => g with { Failing = failing }).Verdict.Should().Be(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_GreenIsAsGood_IsAcceptedAndNotCondemned()
    {
        world.Begin(5);
        world.Until(600).Verdict.Should().Be(ProbeVerdict.Accepted);
        world.Judge.Explain().Counts.Should().OnlyContain(c => c.LogAcceptance >= Math.Log(100));
    }

    [Fact]
    public void Add_TroubleThatBothShare_IsNoEvidence()
    {
        world.Begin(5);
        world.Looks(120, both: b => b with { Failing = 0.4 });
        world.Judge.LogEvidence.Should().BeLessThan(world.Judge.LogThreshold / 4);
        world.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);
    }

    /// <summary>Counters of some nodes come a second late (kong-facts 14 no. 1): green shows shared bursts a second before or after blue.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Add_SharedBurstsThatOneSideShowsASecondLater_AreNoEvidence(bool greenIsLate)
    {
        world.Begin(5);
        for (int i = 0; i < 200; i++)
        {
            bool now = i % 10 < 2, before = (i + 9) % 10 < 2;
            world.Look(b => b with { Failing = (greenIsLate ? now : before) ? 0.5 : 0.001 }, g => g with { Failing = (greenIsLate ? before : now) ? 0.5 : 0.001 });
        }
        world.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_ShareChanges_KeepsWhatIsKnownAgainstGreenAndProvesItAnew()
    {
        world.Begin(5);
        world.Until(600);
        world.Judge.Verdict.Should().Be(ProbeVerdict.Accepted);
        double before = world.Judge.LogEvidence;
        world.Begin(25);
        (world.Judge.Verdict, world.Judge.LogEvidence).Should().Be((ProbeVerdict.Undecided, before));
        world.Until(20, green: g => g with { Failing = 0.2 }).Verdict.Should().Be(ProbeVerdict.Regressed);
        world.Begin(50);
        world.Judge.Verdict.Should().Be(ProbeVerdict.Regressed, "a condemned green stays condemned");
    }

    [Fact]
    public void Add_TooManyRequests_AreNoEvidence()
    {
        world.Begin(5);
        world.Looks(200, green: g => g with { Limited = 0.5 });
        world.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);
    }

    [Theory]
    [InlineData(JudgeSignal.KongRefusals)]
    [InlineData(JudgeSignal.ServiceErrors)]
    [InlineData(JudgeSignal.ServiceRefusals)]
    public void Add_AnotherKindOfAnswerRises_IsCondemnedByThatSignal(JudgeSignal signal)
    {
        world.Begin(5);
        world.Until(60, green: g => g with { Refused = signal is JudgeSignal.KongRefusals ? 0.2 : 0, ServiceFailing = signal is JudgeSignal.ServiceErrors ? 0.2 : 0, ServiceRefused = signal is JudgeSignal.ServiceRefusals ? 0.2 : 0 })
            .Verdict.Should().Be(ProbeVerdict.Regressed);
        world.Judge.Explain().Suspects[0].Signal.Should().Be(signal);
    }

    [Fact]
    public void Add_KongItselfIsHalfAsSlowAgain_IsCondemned()
    {
        world.Begin(5);
        world.Until(60, green: g => g with { Slower = 1.5 }).Verdict.Should().Be(ProbeVerdict.Regressed);
        world.Judge.Explain().Suspects[0].Signal.Should().Be(JudgeSignal.KongLatency);
    }

    [Fact]
    public void Add_GreenIsSlowWhileItIsYoung_IsNotJudgedYet()
    {
        world.Begin(5);
        for (int second = 0; second < 29; second++) world.Look(green: g => g with { Slower = 3, Uptime = TimeSpan.FromSeconds(second) });
        world.Judge.LogEvidence.Should().BeLessThanOrEqualTo(0.01);
        world.Looks(10, green: g => g with { Slower = 3, Uptime = TimeSpan.FromSeconds(31) });
        world.Judge.LogEvidence.Should().BeGreaterThan(1, "the same when it is no longer young");
    }

    [Fact]
    public void Add_GreenFailsEverythingWhileItIsYoung_IsCondemnedAllTheSame()
    {
        world.Begin(5);
        world.Until(20, green: g => g with { Failing = 1, Uptime = TimeSpan.FromSeconds(1) }).Verdict.Should().Be(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_OneNodeOfTwelveFails_IsNamed()
    {
        JudgeWorld twelve = new(nodes: 12, perSecond: 4000);
        twelve.Begin(25);
        twelve.Until(60, greenNode: (node, g) => node == 7 ? g with { Failing = 1 } : g).Verdict.Should().Be(ProbeVerdict.Regressed);
        twelve.Judge.Reason.Should().Contain("node green-7");
    }

    [Fact]
    public void Add_OneRouteOfManyFails_IsNamed()
    {
        JudgeWorld many = new(routes: 40, perSecond: 4000);
        many.Begin(25);
        many.Until(60, greenRoute: (route, g) => route == 3 ? g with { Failing = 1 } : g).Verdict.Should().Be(ProbeVerdict.Regressed);
        many.Judge.Reason.Should().Contain("route route-3");
        many.Judge.Explain().Suspects.Where(s => s.IsNamed && s.Who.StartsWith("route", StringComparison.Ordinal)).Should().ContainSingle();
    }

    /// <summary>One route fails often on both; green is only asked for it more often.</summary>
    [Fact]
    public void Add_OtherMixOfRoutes_IsNoEvidence()
    {
        JudgeWorld mixed = new(routes: 2);
        mixed.Begin(25);
        for (int i = 0; i < 300; i++) mixed.Look(greenWeights: [0.2, 0.8], blueWeights: [0.8, 0.2], blueRoute: Bad, greenRoute: Bad);
        mixed.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);

        static JudgeWorld.Behaviour Bad(int route, JudgeWorld.Behaviour b) => b with { Failing = route == 1 ? 0.3 : 0.001 };
    }

    [Fact]
    public void Add_FailuresThatComeInClusters_AreTempered()
    {
        JudgeWorld bursts = new(nodes: 3);
        bursts.Begin(10);
        for (int i = 0; i < 300; i++) bursts.Look(both: b => b with { Burst = 10, Failing = 0.01 });
        bursts.Judge.Probes[0].Counts[0].Dispersion.Should().BeGreaterThan(5);
        bursts.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_CouldNotLook_ChangesNothing()
    {
        world.Begin(5);
        world.Looks(20);
        (double before, ProbeVerdict verdict) = (world.Judge.LogEvidence, world.Judge.Verdict);
        world.Judge.Add(ProbeReading.CouldNotLook(new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)), "no route")).Should().Be(verdict);
        world.Judge.LogEvidence.Should().Be(before);
    }

    [Fact]
    public void Add_AllTrafficOnGreen_IsHeldAgainstBluesPast()
    {
        world.Begin(100);
        world.Looks(60, isBlueIdle: true);
        world.Judge.Verdict.Should().Be(ProbeVerdict.Accepted, world.Judge.Reason);
        world.Looks(30, green: g => g with { Failing = 0.06 }, isBlueIdle: true);
        (world.Judge.Verdict, world.Judge.IsAloneInTrouble).Should().Be((ProbeVerdict.Undecided, true));
        world.Looks(30, isBlueIdle: true);
        world.Judge.IsAloneInTrouble.Should().BeFalse("trouble that has passed is over");
        world.Until(20, green: g => g with { Failing = 0.9 }, isBlueIdle: true).Verdict.Should().Be(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_IgnoredSignal_IsNotJudged()
    {
        JudgeWorld deaf = new(options: new() { Ignored = [JudgeSignal.KongLatency] });
        deaf.Begin(5);
        deaf.Looks(120, green: g => g with { Slower = 3 });
        deaf.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed);
    }

    [Fact]
    public void Add_SameReadingsTwice_SaysTheSame()
    {
        JudgeWorld one = new(), other = new();
        foreach (JudgeWorld same in (JudgeWorld[])[one, other])
        {
            same.Begin(5);
            same.Looks(50, green: g => g with { Failing = 0.01 });
        }
        one.Judge.LogEvidence.Should().Be(other.Judge.LogEvidence);
    }

    [Fact]
    public void Of_AReading_LeavesOutWhatWasLimited() =>
        Answers.Of(new() { Side = ClusterSide.Green, Node = "green-1", Requests = 10, RateLimited = 4, Errors = 3, UpstreamErrors = 1, ClientErrors = 2, UpstreamClientErrors = 1 }).Should().Be(new Answers(6, 2, 1, 1, 1));

    /// <summary>Without tempering such clusters condemn a good green soon.</summary>
    [Fact]
    public void Add_ClustersOnBothSides_CondemnNobody()
    {
        for (int i = 0; i < 10; i++)
        {
            JudgeWorld bursts = new(nodes: 3, seed: i);
            bursts.Begin(25);
            for (int look = 0; look < 300; look++) bursts.Look(both: b => b with { Burst = 30, Failing = 0.01 });
            bursts.Judge.Verdict.Should().NotBe(ProbeVerdict.Regressed, $"seed {i}");
        }
    }
}
