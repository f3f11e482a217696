using Kong.Upgrade.Clusters;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class MigrationStateTests
{
    private static readonly HashSet<Migration> Some = [new("core", "024_380_to_390"), new("acl", "006")];

    public static TheoryData<MigrationState, bool, bool, string> States => new()
    {
        { new(), true, true, "0 executed, 0 pending, 0 new, 0 missing" },
        { new() { Executed = Some, Missing = Some }, true, true, "2 executed, 0 pending, 0 new, 2 missing" },
        { new() { Pending = Some }, true, false, "0 executed, 2 pending, 0 new, 0 missing" },
        { new() { New = Some }, false, false, "0 executed, 0 pending, 2 new, 0 missing" },
        { new() { NeedsBootstrap = true }, false, false, "needs bootstrap" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void IsUpAndFinished_AnyState_GoByWhatIsLeftToRun(MigrationState state, bool up, bool finished, string text) =>
        (state.IsUp, state.IsFinished, state.ToString()).Should().Be((up, finished, text));

    [Fact]
    public void FactsOf_TheSameSet_IsTheSameLine() =>
        Facts.Of(Some).Should().Be("acl/006 core/024_380_to_390").And.Be(Facts.Of(Some.Reverse()));

    [Fact]
    public void ForOperator_AReason_GrantsAPermitByHand()
    {
        FinishPermit permit = FinishPermit.ForOperator("ann: the run's host is gone", new ManualTime());

        (permit.RunId, permit.Reason, permit.GrantedAt).Should().Be(("by-hand", "ann: the run's host is gone", ManualTime.Start));
        ((Action)(() => FinishPermit.ForOperator(" ", new ManualTime()))).Should().Throw<ArgumentException>();
        ((Action)(() => FinishPermit.ForOperator("x", null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Decommission_OfBlue_NeedsAPermitAndFences()
    {
        Decommission blue = Decommission.Blue(FinishPermit.ForOperator("ann", new ManualTime())), green = Decommission.Green("rolled back");

        (blue.Side, blue.Reason, blue.Fence).Should().Be((ClusterSide.Blue, "finished: ann", true));
        (green.Side, green.Reason, green.Fence).Should().Be((ClusterSide.Green, "rolled back", false));
        ((Action)(() => Decommission.Blue(null!))).Should().Throw<ArgumentNullException>();
    }
}
