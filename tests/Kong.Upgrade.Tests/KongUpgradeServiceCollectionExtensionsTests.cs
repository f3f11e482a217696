using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Tests;

public sealed class KongUpgradeServiceCollectionExtensionsTests : IDisposable
{
    private readonly TempDirectory home = new();
    private readonly ServiceCollection services = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void AddKongUpgrade_WithAllServices_GivesOneRunner()
    {
        Complete(services.AddKongUpgrade());

        using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        provider.GetRequiredService<IUpgradeRunner>().Should().BeOfType<UpgradeRunner>().And.BeSameAs(provider.GetRequiredService<IUpgradeRunner>());
    }

    [Fact]
    public async Task AddFallback_SplitterIsDead_RetreatGoesThroughTheFallback()
    {
        ScriptedSplitter dead = new() { OnSet = (_, _) => throw new UpgradeServiceException("gone"), OnGet = (_, _) => throw new UpgradeServiceException("gone") }, fallback = new();
        IKongUpgradeBuilder builder = services.AddKongUpgrade();
        Complete(builder);
        builder.Use<ITrafficSplitter>(dead).AddFallback(fallback);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IUpgradeRunner>().RetreatAsync("a test", TestContext.Current.CancellationToken);

        fallback.InForce.Should().Be(Kong.Upgrade.Traffic.TrafficShare.AllBlue);
    }

    [Fact]
    public void AddKongUpgrade_Twice_RunsBothDelegatesInOrderAndRegistersOneRunner()
    {
        List<string> order = [];
        services.AddKongUpgrade(o => { order.Add($"first {o.Retries}"); o.Retries = 7; });
        Complete(services.AddKongUpgrade(o => { order.Add($"second {o.Retries}"); o.Retries = 8; }));
        services.AddKongUpgrade();

        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetServices<IUpgradeRunner>().Should().ContainSingle();

        order.Should().Equal("first 3", "second 7");
        services.Count(s => s.ServiceType == typeof(TimeProvider)).Should().Be(1);
    }

    [Fact]
    public void AddKongUpgrade_HostHasAClock_KeepsIt()
    {
        ManualTime time = new();
        services.AddSingleton<TimeProvider>(time).AddKongUpgrade();

        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<TimeProvider>().Should().BeSameAs(time);
    }

    [Fact]
    public void Resolve_WithoutAnyService_NamesAllThatAreMissingAtOnce()
    {
        services.AddKongUpgrade();
        using ServiceProvider provider = services.BuildServiceProvider();

        MissingServicesException error = provider.Invoking(p => p.GetRequiredService<IUpgradeRunner>()).Should().Throw<MissingServicesException>().Which;

        error.Services.Should().Equal("IMigrationRunner", "IClusterProvisioner", "ITrafficSplitter", "IMetricsProbe", "IWriteFreeze", "IBackup", "IUpgradeJournal");
        error.Message.Should().Be("An upgrade cannot run without IMigrationRunner, IClusterProvisioner, ITrafficSplitter, IMetricsProbe, IWriteFreeze, IBackup, IUpgradeJournal. "
            + "Register each with the container before the runner is asked for (services.AddKongUpgrade().Use<IMigrationRunner, YourType>()), or set it on UpgradeServices. Nothing was touched.");
    }

    [Fact]
    public void Resolve_OptionsWithoutSense_TellsAllThatIsWrongAtOnce()
    {
        Complete(services.AddKongUpgrade(o => { o.Retries = 11; o.CallTimeout = TimeSpan.Zero; }).Services.AddKongUpgrade(o => o.WatchInterval = TimeSpan.FromDays(50)));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.Invoking(p => p.GetRequiredService<IUpgradeRunner>()).Should().Throw<ArgumentException>().WithParameterName("options")
            .Which.Message.Should().StartWith("KongUpgradeOptions: CallTimeout is 00:00:00; ").And.Contain("WatchInterval is 50.00:00:00; ").And.Contain("BlueQuietFor is ").And.Contain("Retries is 11; ");
    }

    [Fact]
    public void Use_CalledAgain_ReplacesTypeOrObject()
    {
        ScriptedSplitter splitter = new();
        services.AddKongUpgrade().Use<ITrafficSplitter, ScriptedSplitter>().Use<ITrafficSplitter>(splitter).Use<IWriteFreeze>(new ScriptedFreeze()).Use<IWriteFreeze, ScriptedFreeze>();

        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetServices<ITrafficSplitter>().Should().ContainSingle().Which.Should().BeSameAs(splitter);
        provider.GetServices<IWriteFreeze>().Should().ContainSingle();
    }

    [Fact]
    public void Add_SameTypeTwice_RegistersItOnceAndKeepsTheOrder()
    {
        services.AddKongUpgrade().Add<IUpgradeObserver, FirstObserver>().Add<IUpgradeObserver, SecondObserver>().Add<IUpgradeObserver, FirstObserver>();

        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetServices<IUpgradeObserver>().Select(o => o.GetType()).Should().Equal(typeof(FirstObserver), typeof(SecondObserver));
    }

    [Fact]
    public void UseFileJournal_ADirectory_JournalsThere()
    {
        services.AddKongUpgrade().UseFileJournal(home.Path);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IUpgradeJournal>().Should().BeOfType<FileUpgradeJournal>();
        Directory.GetFileSystemEntries(home.Path).Should().BeEmpty("nothing is touched before a run");
    }

    [Fact]
    public void Dispose_AfterResolvingEverything_WorksWithoutAwait()
    {
        Complete(services.AddKongUpgrade()).Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IUpgradeRunner>();

        provider.Invoking(p => p.Dispose()).Should().NotThrow();
    }

    [Fact]
    public void AnyCall_WithNothing_Throws()
    {
        Action[] calls =
        [
            () => KongUpgradeServiceCollectionExtensions.AddKongUpgrade(null!), () => KongUpgradeServiceCollectionExtensions.Use<IWriteFreeze, ScriptedFreeze>(null!),
            () => KongUpgradeServiceCollectionExtensions.Use<IWriteFreeze>(null!, new ScriptedFreeze()), () => services.AddKongUpgrade().Use<IWriteFreeze>(null!),
            () => KongUpgradeServiceCollectionExtensions.Add<IUpgradeObserver, FirstObserver>(null!), () => KongUpgradeServiceCollectionExtensions.UseFileJournal(null!, home.Path),
        ];

        foreach (Action call in calls) call.Should().Throw<ArgumentNullException>();
        services.AddKongUpgrade().Invoking(b => b.UseFileJournal(" ")).Should().Throw<ArgumentException>();
    }

    private IKongUpgradeBuilder Complete(IKongUpgradeBuilder builder) => builder
        .Use<IMigrationRunner, NoServices>().Use<IClusterProvisioner, NoServices>().Use<IMetricsProbe, NoServices>().Use<IBackup, NoServices>()
        .Use<ITrafficSplitter, ScriptedSplitter>().Use<IWriteFreeze, ScriptedFreeze>().UseFileJournal(home.Path);

    private sealed class FirstObserver : IUpgradeObserver
    {
        public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SecondObserver : IUpgradeObserver
    {
        public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
