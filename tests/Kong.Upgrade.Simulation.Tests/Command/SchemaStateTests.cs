using Kong.Upgrade.Simulation.Command;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Command;

public class SchemaStateTests
{
    private static readonly Migration First = new("core", "001", HasTeardown: false);
    private static readonly Migration Second = new("core", "002", HasTeardown: true);
    private static readonly Migration Third = new("core", "003", HasTeardown: false);
    private static readonly Migration[] Known = [First, Second, Third];

    [Fact]
    public void Of_NoTables_NeedsBootstrapAndAllIsNew()
    {
        SchemaState state = SchemaState.Of(null, Known);

        state.NeedsBootstrap.Should().BeTrue();
        state.New.Should().Equal(Known);
    }

    [Fact]
    public void Of_EmptyTable_NeedsBootstrap() => SchemaState.Of([], Known).NeedsBootstrap.Should().BeTrue();

    [Fact]
    public void Of_ExecutedAndPending_SplitsByTheArrays()
    {
        SchemaState state = SchemaState.Of([new("core", "001", ["001"], ["002"])], Known);

        state.NeedsBootstrap.Should().BeFalse();
        state.Executed.Should().Equal(First);
        state.Pending.Should().Equal(Second);
        state.New.Should().Equal(Third);
        state.Missing.Should().BeEmpty();
    }

    [Fact]
    public void Of_NameInBothArrays_CountsAsExecuted() =>
        SchemaState.Of([new("core", "002", ["001", "002"], ["002"])], Known).Pending.Should().BeEmpty();

    [Fact]
    public void Of_DuplicatesAfterForce_CountOnce() =>
        SchemaState.Of([new("core", "001", ["001", "001", "001"], null)], Known).Executed.Should().Equal(First);

    [Fact]
    public void Of_AbsentBeforeLastExecuted_IsMissingNotNew()
    {
        SchemaState state = SchemaState.Of([new("core", "003", ["001", "003"], null)], Known);

        state.Missing.Should().Equal(Second);
        state.New.Should().BeEmpty();
    }

    [Fact]
    public void Of_OnlyPendingRow_TreatsTheRestAsNew() =>
        SchemaState.Of([new("core", null, null, ["001"])], Known).New.Should().Equal(Second, Third);

    [Fact]
    public void Of_NamesOfANewerBinary_AreInvisible()
    {
        SchemaState state = SchemaState.Of([new("core", "009", ["001", "002", "003", "009"], ["008"]), new("ai-proxy", null, null, ["001"])], Known);

        state.Executed.Should().Equal(Known);
        state.Pending.Should().BeEmpty();
        state.New.Should().BeEmpty();
    }
}
