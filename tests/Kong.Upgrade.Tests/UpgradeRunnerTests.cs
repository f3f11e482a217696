using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

/// <summary>What a runner does without running a plan; runs are tested with the engine.</summary>
public sealed class UpgradeRunnerTests : IDisposable
{
    private readonly TempDirectory home = new();
    private readonly ManualTime time = new();
    private readonly ScriptedSplitter splitter = new();
    private readonly NoServices none = new();
    private readonly FileUpgradeJournal journal;

    public UpgradeRunnerTests() => journal = new(home.Path, flushToDisk: false);

    public void Dispose()
    {
        journal.Dispose();
        home.Dispose();
    }

    // By hand, without a container: nine lines.
    private UpgradeRunner Runner(ScriptedFreeze freeze, KongUpgradeOptions? options = null) => new(
        new()
        {
            Migrations = none,
            Clusters = none,
            Probe = none,
            Backup = none,
            Traffic = splitter,
            Freeze = freeze,
            Journal = journal,
            Time = time,
        },
        options);

    [Fact]
    public void Constructor_MissingServices_NamesOnlyThem()
    {
        UpgradeServices some = new() { Migrations = none, Clusters = none, Probe = none, Traffic = splitter, Freeze = new ScriptedFreeze() };

        ((Action)(() => _ = new UpgradeRunner(some))).Should().Throw<MissingServicesException>().Which.Services.Should().Equal("IBackup", "IUpgradeJournal");
        ((Action)(() => _ = new UpgradeRunner(null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public async Task Constructor_OptionsChangedAfterwards_KeepsWhatItWasGiven()
    {
        KongUpgradeOptions options = new() { Retries = 0 };
        UpgradeRunner runner = Runner(new() { Hiccups = 1 }, options);
        options.Retries = 5;

        await ((Func<Task>)(() => runner.ThawAsync())).Should().ThrowAsync<UpgradeServiceException>();
    }

    [Fact]
    public async Task RunAsync_PlanAsksAHostThatNamesNobody_IsRefusedBeforeTheJournal()
    {
        UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(1)).Build();

        (await ((Func<Task>)(() => Runner(new()).RunAsync(plan))).Should().ThrowAsync<MissingServicesException>()).Which.Services.Should().Equal("IApprovalGate");
        Directory.GetFileSystemEntries(home.Path).Should().BeEmpty();
        await ((Func<Task>)(() => Runner(new()).RunAsync(null!))).Should().ThrowAsync<ArgumentNullException>();
    }

    [Fact]
    public async Task RetreatAsync_WithoutARun_SendsEverythingToBlue()
    {
        TimeSpan took = await time.DriveAsync(Runner(new()).RetreatAsync("by hand"));

        took.Should().Be(TimeSpan.Zero);
        splitter.InForce.Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task RetreatAsync_BalancerDoesNotObey_SaysToSetItByHand()
    {
        splitter.OnSet = (_, _) => throw new UpgradeServiceException("The balancer refused: read-only.");

        RetreatFailedException error = (await ((Func<Task>)(() => time.DriveAsync(Runner(new()).RetreatAsync("by hand")))).Should().ThrowAsync<RetreatFailedException>()).Which;

        error.Message.Should().Match("the balancer was not seen to send everything to blue within 00:02:0*: the balancer still gives green 50 %. Set it by hand now");
        error.Duration.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task ThawAsync_AHiccup_IsTriedAgainAndThenSeen()
    {
        ScriptedFreeze freeze = new() { Hiccups = 2 };

        await time.DriveAsync(Done(Runner(freeze).ThawAsync()));

        (freeze.Thaws, freeze.Standing).Should().Be((3, FreezeStanding.Thawed));
    }

    [Theory]
    [InlineData(FreezeStanding.Frozen)]
    [InlineData(FreezeStanding.Unknown)]
    public async Task ThawAsync_NotSeenToBeThawed_IsNoSuccess(FreezeStanding after) =>
        (await ((Func<Task>)(() => Runner(new() { AfterThaw = after }).ThawAsync())).Should().ThrowAsync<UpgradeServiceException>())
            .WithMessage($"The freeze was lifted, but looking again found: {after}. Try a configuration write, and call ThawAsync again if it is refused.");

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
