using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Opens a session that acts as the role that logged in, not as the owner whose rights the role takes on: only then may it end its own kind (kong-facts 12.2).</summary>
internal static class LoginSession
{
    public static async Task<DatabaseSession> OpenAsync(KongDatabase database, string doing, string name, CancellationToken cancellationToken)
    {
        DatabaseSession session = await database.OpenAsync(doing, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ScalarAsync<string>("SELECT set_config('application_name', $1, false)", cancellationToken, name).ConfigureAwait(false);
            await session.ExecuteAsync("SET ROLE NONE", cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
