using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests;

public class KongDatabaseTests(PostgresServer server)
{
    [Fact]
    public async Task Restore_OfARecordedDump_BelongsToKong()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        (await server.ScalarAsync<string>(database.Name, "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'")).Should().Be("kong");
    }

    [Fact]
    public async Task Fingerprint_OfUpAndFinish_NamesPluginsOnly()
    {
        await using KongDatabase up = await server.RestoreAsync(Dumps.AfterUp342), finished = await server.RestoreAsync(Dumps.AfterFinish342);
        ConfigurationFingerprint before = await ConfigurationFingerprint.ReadAsync(up, default), after = await ConfigurationFingerprint.ReadAsync(finished, default);
        after.TablesThatDifferFrom(before).Should().Equal("plugins");
    }
}
