using Kong.Upgrade;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Roles;
using LocalUpgrade.Settings;
using Microsoft.Extensions.Logging;

namespace LocalUpgrade.Making;

/// <summary>Everything that a run is made of, put together by hand: a container would do the same.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly UpgradeSettings settings;
    private readonly ILoggerFactory loggers;
    private readonly FurtherProbes further;

    private readonly KongPreflight preflight;

    private Installation(UpgradeSettings settings, Database database, FurtherProbes further, KongPreflight preflight, ILoggerFactory loggers)
    {
        (this.settings, Database, this.further, this.preflight, this.loggers) = (settings, database, further, preflight, loggers);
        Balancer = Balancer.Of(settings.Balancer, loggers);
        Clusters = new(ClusterOptions(settings, database), loggers: loggers);
    }

    public Database Database { get; }

    public Balancer Balancer { get; }

    public LocalClusterProvisioner Clusters { get; }

    /// <summary>Connects to the database and makes the login roles of the upgrade; nothing that Kong sees is changed.</summary>
    public static async Task<Installation> OpenAsync(UpgradeSettings settings, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        Database database = await Database.ConnectAsync(settings, makesRoles: true, loggers, cancellationToken);
        FurtherProbes further = await FurtherProbes.OfAsync(settings, cancellationToken);
        return new(settings, database, further, await Preflights.OfAsync(settings, database, cancellationToken, [.. database.Postgres.Rules, .. further.Rules]), loggers);
    }

    public UpgradeRunner Runner(IApprovalGate approvals, IMetricsProbe probe, params IUpgradeObserver[] observers) => new(
        new()
        {
            Migrations = Database.Postgres.Migrations,
            Freeze = Database.Postgres.Freeze,
            Backup = Database.Postgres.Backup,
            Witness = Database.Postgres.Witness,
            Preflight = preflight,
            Clusters = Clusters,
            Traffic = Balancer.Traffic,
            Probe = probe,
            FurtherProbes = further.Probes,
            Journal = new FileUpgradeJournal(settings.Journal),
            Approvals = approvals,
            Observers = observers,
            LoggerFactory = loggers,
        },
        settings.Patience);

    public ValueTask DisposeAsync()
    {
        further.Dispose();
        return Database.DisposeAsync();
    }

    /// <summary>Both clusters with their logins. Where no role of green's own is made, blue cannot be fenced.</summary>
    public static LocalClusterOptions ClusterOptions(UpgradeSettings settings, Database database)
    {
        LocalClusterOptions options = settings.Clusters;
        (options.BlueLogin, options.GreenLogin) = (database.Names.Login, database.Postgres.GreenLogin);
        options.Fence = database.Names.Administrator is { } administrator && database.Postgres.GreenLogin is not null ? new DatabaseFence(administrator) : null;
        return options;
    }
}
