using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I12: blue cannot come back to the database after finish.</summary>
public class I12_BlueFencedTests
{
    [Fact]
    public async Task RunAsync_Completed_BlueIsFenced()
    {
        await using FakeKong kong = new();

        await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);

        kong.Clusters.IsBlueFenced.Should().BeTrue();
    }

    [Fact]
    public async Task RunAsync_RolledBack_BlueIsNotFenced()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);

        kong.Clusters.IsBlueFenced.Should().BeFalse();
    }
}
