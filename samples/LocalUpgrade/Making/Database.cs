using Kong.Upgrade;
using LocalUpgrade.Settings;
using Microsoft.Extensions.Logging;

namespace LocalUpgrade.Making;

/// <summary>The database, connected, and everything that is done with it.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(Names names, KongPostgres postgres) => (Names, Postgres) = (names, postgres);

    public Names Names { get; }

    public KongPostgres Postgres { get; }

    /// <summary>Connects; nothing that Kong sees is changed.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="makesRoles">Whether the administrator may make the login roles of the upgrade.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <exception cref="UpgradeServiceException">It cannot be reached, or blue's configuration cannot be read.</exception>
    public static Task<Database> ConnectAsync(UpgradeSettings settings, bool makesRoles, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        ConnectAsync(settings, names => (names.Login, makesRoles ? names.Administrator : null), loggers, cancellationToken);

    /// <summary>Connects only to look, as the first of blue's login and the administrator that is let in: after the end blue's is fenced.</summary>
    /// <exception cref="UpgradeServiceException">Neither is.</exception>
    public static async Task<Database> LookAsync(UpgradeSettings settings, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(settings, makesRoles: false, loggers, cancellationToken);
        }
        catch (UpgradeServiceException refused) when (settings.Administrator is not null && !refused.IsTransient)
        {
            return await ConnectAsync(settings, names => (names.Administrator!, null), loggers, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await Names.DisposeAsync();
    }

    private static async Task<Database> ConnectAsync(UpgradeSettings settings, Func<Names, (KongDatabase Login, KongDatabase? Administrator)> choose, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        Names names = await Names.OfAsync(settings, cancellationToken);
        try
        {
            (KongDatabase login, KongDatabase? administrator) = choose(names);
            return new(names, await KongPostgres.ConnectAsync(Setup(settings, names.Blue, login, administrator), loggers: loggers, cancellationToken: cancellationToken));
        }
        catch
        {
            await names.DisposeAsync();
            throw;
        }
    }

    private static KongPostgresSetup Setup(UpgradeSettings settings, KongConfiguration blue, KongDatabase login, KongDatabase? administrator) => new()
    {
        Database = login,
        Administrator = administrator,
        Blue = settings.Blue.Kong,
        Green = settings.Green.Kong,
        Backup = settings.Backup,
        Witness = new()
        {
            BlueAdmin = settings.Blue.Nodes[0].Admin ?? Listeners.Admin(blue),
            BlueProxy = settings.Blue.Nodes[0].Proxy ?? Listeners.Proxy(blue),
            Questions = settings.Questions,
        },
    };
}
