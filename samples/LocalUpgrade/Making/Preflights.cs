using Kong.Upgrade;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Making;

/// <summary>What the evaluation of this installation may read: both configurations, the database with its entities, blue's nodes, this host.</summary>
internal static class Preflights
{
    /// <summary>What green's login is called as long as the run has not made it.</summary>
    private const string LoginToBeMade = "a login that the run makes";

    /// <exception cref="UpgradeServiceException">A configuration cannot be read.</exception>
    public static async Task<KongPreflight> OfAsync(UpgradeSettings settings, Database database, CancellationToken cancellationToken, IReadOnlyList<IPreflightRule>? rules = null, ITrafficSplitter? traffic = null)
    {
        IReadOnlyList<ClusterNode> blue = await settings.Blue.ListeningNodesAsync(cancellationToken);
        string? login = database.Postgres.GreenLogin?.Username ?? (settings.Administrator is null ? null : LoginToBeMade);
        return new(new()
        {
            BlueConfiguration = database.Names.Blue,
            GreenConfiguration = await (login is null ? settings.Green.ConfigurationAsync(cancellationToken) : settings.Green.ConfigurationAsync(login, cancellationToken)),
            Entities = new PostgresEntitySource(database.Names.Login),
            Database = database.Names.Login,
            BlueNodes = [.. blue.Where(n => n.Admin is not null).Select(n => new AdminApiOptions { Address = n.Admin! })],
            GreenHosts = [HostFacts.OfThisHost(settings.Green.Nodes[0].Prefix)],
            Rules = rules ?? [],
            Migrations = rules is null ? null : database.Postgres.Migrations,
            Traffic = traffic,
        });
    }
}
