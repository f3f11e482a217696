namespace Kong.Upgrade.Testing.Tests;

/// <summary>Many upgrades on one clock in one process.</summary>
public class FleetTests
{
    private const int Size = 200;

    [Fact]
    public async Task RunAsync_ManyUpgradesOnOneClock_AllCompleteInLittleMemory()
    {
        VirtualTime time = new();
        FakeKong[] fleet = [.. Enumerable.Range(0, Size).Select(_ => new FakeKong(time: time, record: false))];
        long before = GC.GetTotalMemory(forceFullCollection: true), during = 0;
        using IDisposable measuring = time.After(TimeSpan.FromMinutes(6), () => during = GC.GetTotalMemory(forceFullCollection: true));

        UpgradeReport[] reports = await time.RunAsync(() => Task.WhenAll(fleet.Select(kong => kong.RunAsync(Plans.OneTenHundred, TestContext.Current.CancellationToken))));

        reports.Should().OnlyContain(r => r.Outcome == UpgradeOutcome.Completed);
        TestContext.Current.TestOutputHelper!.WriteLine($"{(during - before) / Size} bytes a running upgrade");
        ((during - before) / Size).Should().BeLessThan(64 * 1024).And.BePositive();
    }

    [Fact]
    public async Task RunAsync_EndedRun_IsNotKeptByTheClock()
    {
        VirtualTime time = new();
        using CancellationTokenSource caller = new();
        WeakReference kong = await RunOneAsync(time, caller.Token);
        // Back with a stack of its own: what awaited above may still hold what it awaited.
        await Task.Yield();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        kong.IsAlive.Should().BeFalse("nothing of an ended run may hang on a shared clock");
        time.PendingTimers.Should().Be(0);
    }

    private static async Task<WeakReference> RunOneAsync(VirtualTime time, CancellationToken cancellationToken)
    {
        FakeKong kong = new(time: time);
        await kong.RunAsync(Plans.OneTenHundred, cancellationToken);
        return new(kong);
    }
}
