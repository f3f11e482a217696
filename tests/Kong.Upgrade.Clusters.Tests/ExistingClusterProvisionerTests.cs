using Kong.Upgrade.Migrations;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests;

/// <summary>Clusters of somebody else, played by stubs that answer as Admin APIs do.</summary>
public sealed class ExistingClusterProvisionerTests : IDisposable
{
    private static readonly ClusterSpec spec = new() { Version = KongVersion.Parse("3.9.1"), RunId = "a-run" };
    private static readonly Decommission blueOrder = Decommission.Blue(FinishPermit.ForOperator("a test", TimeProvider.System));

    private readonly KongDatabase database = new("Host=db;Database=kong;Username=kong");
    private readonly AdminStub blue = new() { Version = "3.9.0" };
    private readonly AdminStub green = new();
    private readonly List<string> calls = [];
    private readonly LogLines logs = new();
    private readonly ExistingClusterOptions options;

    public ExistingClusterProvisionerTests()
    {
        blue.Start();
        options = new()
        {
            Green = [new() { Name = "green-1", Version = spec.Version, Admin = green.Address, Status = green.Address }],
            Blue = [new() { Name = "blue-1", Version = KongVersion.Parse("3.9.0"), Admin = blue.Address }],
            Database = database,
            Prepare = (_, _) => Call("prepare"),
            Start = (_, _) => Call("start", green.Start),
            StopGreen = (_, _) => Call("stop green", green.Stop),
            StopBlue = (_, _) => Call("stop blue", blue.Stop),
            FenceBlue = (_, _) => Call("fence blue"),
            ReadyWithin = TimeSpan.FromSeconds(30),
            GoneWithin = TimeSpan.FromSeconds(30),
        };
    }

    public static TheoryData<string> Names => [.. Cases(_ => throw new NotSupportedException(), (_, _) => throw new NotSupportedException()).Select(c => c.Name)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Contract_EachPromise_IsKept(string name) =>
        Cases(_ => Task.FromResult<IClusterProvisioner>(Provisioner()), (_, _) => Task.FromResult(blue.Runs)).Single(c => c.Name == name).RunAsync(Stop);

    [Fact]
    public void Constructor_NothingSet_SaysAllThatIsMissing() =>
        FluentActions.Invoking(() => new ExistingClusterProvisioner(new())).Should().Throw<ArgumentException>()
            .WithMessage("*Green names no node*Database is missing*StopGreen is missing*StopBlue is missing*FenceBlue is missing*");

    [Fact]
    public void Validate_NonsenseIsSet_SaysAllOfIt()
    {
        ClusterNode nameless = new() { Name = "n", Version = spec.Version };
        ExistingClusterOptions wrong = new() { Green = [nameless, nameless], Blue = [new() { Name = "b", Version = spec.Version, Admin = green.Address }, new() { Name = "c", Version = spec.Version, Admin = green.Address }], ReadyWithin = TimeSpan.Zero, GoneWithin = TimeSpan.Zero };
        string.Join(' ', wrong.Validate()).Should().Match("*n of Green has no Admin address*2 nodes of Green are called 'n'*b and c have the same Admin address*ReadyWithin is*GoneWithin is*");
    }

    [Fact]
    public async Task Start_SomebodyElseAnswers_AsksNothingMoreAndSaysWho()
    {
        (options.ReadyWithin, green.Database) = (TimeSpan.FromSeconds(1), "other");
        await Provisioner().Awaiting(p => p.StartAsync(spec, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("*green-1*pg_database is 'other' instead of 'kong'*");
        green.Asked.Should().OnlyContain(path => path == "/");
    }

    [Fact]
    public async Task Start_NeverReady_SaysWhatItStillLacks()
    {
        (options.ReadyWithin, green.IsReady) = (TimeSpan.FromSeconds(1), false);
        await Provisioner().Awaiting(p => p.StartAsync(spec, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("*not ready within 1 s*503*router builds not yet complete*");
    }

    [Fact]
    public async Task Start_ComesUpLater_IsWaitedFor()
    {
        options.Start = (_, _) => Call("start");
        Task<RunningCluster> starting = Provisioner().StartAsync(spec, Stop);
        starting.IsCompleted.Should().BeFalse();
        green.Start();
        (await starting).Nodes.Should().ContainSingle(n => n.Name == "green-1" && n.Version == spec.Version);
    }

    [Fact]
    public async Task Prepare_DescribedAsAnotherVersion_IsRefused() =>
        await Provisioner().Awaiting(p => p.PrepareAsync(new() { Version = KongVersion.Parse("3.9.2"), RunId = "r" }, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("green-1 is described as Kong 3.9.1*3.9.2*");

    [Fact]
    public async Task Prepare_CallbackFails_IsNamed()
    {
        options.Prepare = (_, _) => throw new InvalidOperationException("no room.");
        await Provisioner().Awaiting(p => p.PrepareAsync(spec, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("The host's Prepare failed: no room.*");
    }

    [Fact]
    public async Task Decommission_Blue_IsFencedOnlyWhenItWasSeenGone()
    {
        options.FenceBlue = (_, _) => Call(blue.Runs ? "fenced too early" : "fence blue");
        await Provisioner().DecommissionAsync(blueOrder, Stop);
        calls.Should().Equal("stop blue", "fence blue");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Decommission_BlueStillAnswers_IsNotFenced(int status)
    {
        (options.GoneWithin, blue.RootStatus) = (TimeSpan.FromSeconds(1), status);
        options.StopBlue = (_, _) => Call("stop blue");
        (await Provisioner().Awaiting(p => p.DecommissionAsync(blueOrder, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("blue-1*still answers*")).Which.IsTransient.Should().BeTrue();
        calls.Should().Equal("stop blue");
    }

    [Fact]
    public async Task Decommission_BlueComesBackBeforeTheFence_IsNoSuccess()
    {
        options.FenceBlue = (_, _) => Call("fence blue", blue.Start);
        (await Provisioner().Awaiting(p => p.DecommissionAsync(blueOrder, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("blue-1*came back*")).Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Decommission_AddressOfAnotherClusterByNow_IsGone()
    {
        options.StopBlue = (_, _) => Call("stop blue", () => blue.Database = "other");
        await Provisioner().DecommissionAsync(blueOrder, Stop);
        calls.Should().Equal("stop blue", "fence blue");
    }

    [Fact]
    public async Task Decommission_NoAddressOfBlueKnown_SaysThatNobodyLooked()
    {
        options.Blue = [];
        await Provisioner().DecommissionAsync(blueOrder, Stop);
        logs.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.ClusterBelievedGone);
        calls.Should().Equal("stop blue", "fence blue");
    }

    public void Dispose()
    {
        blue.Dispose();
        green.Dispose();
        database.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IClusterProvisioner>> create, Func<IClusterProvisioner, CancellationToken, Task<bool>> isBlueRunning) =>
        ClusterProvisionerContract.Cases(create, spec, isBlueRunning, TimeSpan.FromSeconds(60));

    private ExistingClusterProvisioner Provisioner() => new(options, loggers: logs);

    private Task Call(string name, Action? act = null)
    {
        calls.Add(name);
        act?.Invoke();
        return Task.CompletedTask;
    }
}
