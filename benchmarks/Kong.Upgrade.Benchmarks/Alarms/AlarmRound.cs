using Kong.Upgrade.Benchmarks.Balancers;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Testing.Journal;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>One upgrade whose green breaks at its first share, under real users, a real balancer and the real engine.</summary>
internal sealed class AlarmRound(AlarmKind kind, int perSecond, TimeSpan onset)
{
    private static readonly UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1")
        .DivertInStages(5, 100)
        .Gate(Gate.Judge(new JudgeOptions { Baseline = TimeSpan.FromSeconds(5), WarmUp = TimeSpan.Zero }))
        .AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a benchmark")
        .Build();

    public AlarmKind Kind => kind;

    public int PerSecond => perSecond;

    public async Task<AlarmSeen> RunAsync()
    {
        await using Backends backends = await Backends.StartAsync();
        await using Balancer balancer = await kind.StartAsync(backends);
        await using PacedUsers users = PacedUsers.Start(balancer.Address, perSecond);
        Watchman watchman = new();
        Task<UpgradeReport> run = new UpgradeRunner(Services(balancer, watchman)).RunAsync(plan);
        await Task.WhenAny(run, watchman.Begun);
        await Task.WhenAny(run, Task.Delay(onset));
        if (run.IsCompleted) throw new InvalidOperationException($"{kind.Name} at {perSecond} a second ended while green was whole: {await run}; {(await run).Error}");
        long failedBefore = users.Failed;
        DateTimeOffset broken = DateTimeOffset.UtcNow;
        backends.Break();
        UpgradeReport report = await run;
        await users.StopAsync();
        return watchman.DecidedAt is { } decided
            ? new(users.Failed - failedBefore, failedBefore, backends.BrokenCount, (backends.LastOfBroken() - broken).TotalMilliseconds, (decided - broken).TotalMilliseconds, watchman.Reason!)
            : throw new InvalidOperationException($"{kind.Name} at {perSecond} a second never went back: {report}");
    }

    private static UpgradeServices Services(Balancer balancer, Watchman watchman) => new()
    {
        Migrations = new FakeMigrations(),
        Clusters = new FakeClusters(),
        Traffic = balancer.Splitter,
        Probe = balancer.Probe,
        Freeze = new FakeFreeze(),
        Backup = new FakeBackup(),
        Journal = new InMemoryJournal(),
        Observers = [watchman],
    };
}
