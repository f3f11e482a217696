using System.Diagnostics.CodeAnalysis;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Staging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade;

/// <summary>Registers upgrades with a container. This is the one place that chooses implementations.</summary>
public static class KongUpgradeServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IUpgradeRunner"/> and <see cref="IStagingRunner"/>. Calling it again adds its settings to the earlier ones; nothing is registered twice.</summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="configure">Sets options; delegates run in the order of the calls.</param>
    /// <returns>A builder for the services that a run is made of.</returns>
    public static IKongUpgradeBuilder AddKongUpgrade(this IServiceCollection services, Action<KongUpgradeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null) services.AddSingleton(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IStagingRunner>(static provider => new StagingRunner(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IUpgradeRunner>(static provider => new UpgradeRunner(Services(provider), Options(provider)));
        return new Builder(services);
    }

    /// <summary>Uses a type for one of the services of which a run has one (<see cref="ITrafficSplitter"/> …), in place of an earlier one.</summary>
    /// <typeparam name="TService">The service's interface.</typeparam>
    /// <typeparam name="TImplementation">The type, made once by the container.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder Use<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(this IKongUpgradeBuilder builder)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<TService, TImplementation>());
        return builder;
    }

    /// <summary>Uses an object for one of the services of which a run has one, in place of an earlier one.</summary>
    /// <typeparam name="TService">The service's interface.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="service">The object; the container does not dispose it.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder Use<TService>(this IKongUpgradeBuilder builder, TService service)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(service));
        return builder;
    }

    /// <summary>Adds one of the services of which a run may have many: <see cref="IUpgradeObserver"/>, <see cref="IPreflightRule"/>, <see cref="IStagingTest"/>. Adding the same type twice has the effect of once.</summary>
    /// <typeparam name="TService">The service's interface.</typeparam>
    /// <typeparam name="TImplementation">The type, made once by the container.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder Add<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(this IKongUpgradeBuilder builder)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<TService, TImplementation>());
        return builder;
    }

    /// <summary>Adds another way to send all traffic to blue, which a retreat tries when the splitter in use, and those added before, are not seen to obey.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="splitter">The other balancer; the container does not dispose it.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder AddFallback(this IKongUpgradeBuilder builder, ITrafficSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(nameof(UpgradeServices.FallbackTraffic), splitter);
        return builder;
    }

    /// <summary>Adds another witness beside the one probe that users are seen by, such as requests of ours: the judge hears each by itself. See <see cref="UpgradeServices.FurtherProbes"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="probe">The probe; the container does not dispose it.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder AddProbe(this IKongUpgradeBuilder builder, IMetricsProbe probe)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(nameof(UpgradeServices.FurtherProbes), probe);
        return builder;
    }

    /// <summary>Keeps the journal in files.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="directory">The directory, one for each Kong database; made when it is missing.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder UseFileJournal(this IKongUpgradeBuilder builder, string directory) =>
        builder.Use<IUpgradeJournal>(new FileUpgradeJournal(directory));

    /// <summary>Uses a real PostgreSQL database for migrations, freeze, backup and the witness for blue, and adds the rules that look at it before.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="postgres">The database; the container does not dispose it.</param>
    /// <returns>The builder.</returns>
    public static IKongUpgradeBuilder UsePostgres(this IKongUpgradeBuilder builder, KongPostgres postgres)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(postgres);
        builder.Use<IMigrationRunner>(postgres.Migrations).Use<IWriteFreeze>(postgres.Freeze).Use<IBackup>(postgres.Backup);
        if (postgres.Witness is { } witness) builder.Use<IBlueWitness>(witness);
        foreach (IPreflightRule rule in postgres.Rules) builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPreflightRule>(rule));
        return builder;
    }

    private static KongUpgradeOptions Options(IServiceProvider provider)
    {
        KongUpgradeOptions options = new();
        foreach (Action<KongUpgradeOptions> configure in provider.GetServices<Action<KongUpgradeOptions>>()) configure(options);
        return options;
    }

    private static UpgradeServices Services(IServiceProvider provider) => new()
    {
        Migrations = provider.GetService<IMigrationRunner>(),
        Clusters = provider.GetService<IClusterProvisioner>(),
        Traffic = provider.GetService<ITrafficSplitter>(),
        FallbackTraffic = [.. provider.GetKeyedServices<ITrafficSplitter>(nameof(UpgradeServices.FallbackTraffic))],
        Probe = provider.GetService<IMetricsProbe>(),
        FurtherProbes = [.. provider.GetKeyedServices<IMetricsProbe>(nameof(UpgradeServices.FurtherProbes))],
        Freeze = provider.GetService<IWriteFreeze>(),
        Backup = provider.GetService<IBackup>(),
        Witness = provider.GetService<IBlueWitness>(),
        Journal = provider.GetService<IUpgradeJournal>(),
        Approvals = provider.GetService<IApprovalGate>(),
        Preflight = provider.GetService<IPreflight>(),
        PreflightRules = [.. provider.GetServices<IPreflightRule>()],
        StagingTests = [.. provider.GetServices<IStagingTest>()],
        Blue = provider.GetService<IBlueCluster>(),
        StagingRunner = provider.GetRequiredService<IStagingRunner>(),
        Observers = [.. provider.GetServices<IUpgradeObserver>()],
        Time = provider.GetRequiredService<TimeProvider>(),
        LoggerFactory = provider.GetService<ILoggerFactory>(),
    };

    private sealed record Builder(IServiceCollection Services) : IKongUpgradeBuilder;
}
