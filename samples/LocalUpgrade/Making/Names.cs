using Kong.Upgrade;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Making;

/// <summary>The database's logins; nothing is connected.</summary>
internal sealed class Names : IAsyncDisposable
{
    private Names(KongConfiguration blue, KongDatabase login, KongDatabase? administrator) => (Blue, Login, Administrator) = (blue, login, administrator);

    /// <summary>Blue's first node.</summary>
    public KongConfiguration Blue { get; }

    /// <summary>As blue's nodes log in.</summary>
    public KongDatabase Login { get; }

    public KongDatabase? Administrator { get; }

    /// <exception cref="UpgradeServiceException">Blue's configuration cannot be read.</exception>
    public static async Task<Names> OfAsync(UpgradeSettings settings, CancellationToken cancellationToken)
    {
        KongConfiguration blue = await settings.Blue.ConfigurationAsync(cancellationToken);
        KongDatabase login = KongDatabase.FromConfiguration(blue);
        return new(blue, login, settings.Administrator is { } administrator ? login.As(administrator.User, administrator.Password) : null);
    }

    public async ValueTask DisposeAsync()
    {
        await Login.DisposeAsync();
        if (Administrator is not null) await Administrator.DisposeAsync();
    }
}
