using Kong.Upgrade.Database;

namespace Kong.Upgrade.Database.Tests.Roles;

/// <summary>An open session that has shown that it works.</summary>
internal sealed class DatabaseSessionProbe(DatabaseSession session) : IAsyncDisposable
{
    public static async Task<DatabaseSessionProbe> OpenAsync(KongDatabase database)
    {
        DatabaseSession session = await database.OpenAsync("looking", TestContext.Current.CancellationToken);
        DatabaseSessionProbe probe = new(session);
        (await probe.IsAliveAsync()).Should().BeTrue();
        return probe;
    }

    public async Task<bool> IsAliveAsync()
    {
        try
        {
            return await session.ScalarAsync<int>("SELECT 1", TestContext.Current.CancellationToken) == 1;
        }
        catch (UpgradeServiceException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
