using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Tests.Judging;

public class BlockEProcessTests
{
    private static readonly BlockCounts[] published = [new(4750, 5, 250, 3), new(4750, 4, 250, 2), new(4750, 6, 250, 4)];

    [Theory]
    [InlineData(1, 0, 1, new[] { 1.819341, 3.786038, 9.044051 })]
    [InlineData(1.25, 0.0005, 1, new[] { 0.802667, 1.804853, 5.566836 })]
    [InlineData(1.25, 0.0005, 4, new[] { -0.114950, -0.171472, 0.434802 })]
    public void Add_PublishedBlocks_HasTheirEvidence(double factor, double addend, double dispersion, double[] expected) =>
        Evidence(new(factor, addend), dispersion, published).Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Add_CleanBlocks_HasThePublishedEvidence() =>
        Evidence(Tolerance.None, 1, [.. Enumerable.Repeat(new BlockCounts(4750, 5, 250, 0), 3)]).Should().Equal([-0.560668, -1.103923, -1.444920], (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Add_WithACap_GrowsByNoMoreThanItInOneBlock()
    {
        BlockEProcess capped = WithHistory(new(new(1.25, 0.0005), mostPerBlock: 2));
        capped.Add(new(950, 1, 50, 50));
        capped.LogEvidence.Should().BeLessThanOrEqualTo(2);
        BlockEProcess free = WithHistory(new(new(1.25, 0.0005)));
        free.Add(new(950, 1, 50, 50));
        free.LogEvidence.Should().BeGreaterThan(50);
    }

    [Fact]
    public void Restore_OfASavedProcess_GoesOnAsIfNothingHadHappened()
    {
        BlockEProcess first = WithHistory(new(new(1.25, 0.0005)));
        first.Add(published[0]);
        byte[] saved = first.Save();
        BlockEProcess second = new(new(1.25, 0.0005));
        second.Restore(saved);
        foreach (BlockEProcess process in (BlockEProcess[])[first, second]) process.Add(published[1]);
        saved.Should().HaveCount(169);
        (second.LogEvidence, second.BlueRate, second.Blocks).Should().Be((first.LogEvidence, first.BlueRate, first.Blocks));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(168)]
    [InlineData(170)]
    public void Restore_OfSomethingElse_SaysWhatItIs(int bytes) =>
        new BlockEProcess(Tolerance.None).Invoking(p => p.Restore(new byte[bytes])).Should().Throw<ArgumentException>().WithMessage($"{bytes} bytes of format 0 are no saved process*");

    [Theory]
    [InlineData(1, 2, 0, 0)]
    [InlineData(1, 0, 1, 2)]
    [InlineData(1, -1, 0, 0)]
    public void Add_MoreEventsThanRequests_IsRefused(long blue, long blueEvents, long green, long greenEvents) =>
        new BlockEProcess(Tolerance.None).Invoking(p => p.Add(new(blue, blueEvents, green, greenEvents))).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, -0.1)]
    [InlineData(double.NaN, 0)]
    public void Constructor_ToleranceOutsideItsRange_IsRefused(double factor, double addend) =>
        FluentActions.Invoking(() => new BlockEProcess(new(factor, addend))).Should().Throw<ArgumentOutOfRangeException>();

    private static double[] Evidence(Tolerance tolerance, double dispersion, BlockCounts[] blocks)
    {
        BlockEProcess process = WithHistory(new(tolerance));
        return [.. blocks.Select(b =>
        {
            process.Add(b, dispersion);
            return process.LogEvidence;
        })];
    }

    private static BlockEProcess WithHistory(BlockEProcess process)
    {
        process.AddHistory(600_000, 600);
        return process;
    }
}
