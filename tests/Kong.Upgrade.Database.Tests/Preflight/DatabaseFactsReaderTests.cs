using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Schema;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class DatabaseFactsReaderTests(PostgresServer server)
{
    private static readonly KongVersion from = KongVersion.Parse("3.4.2"), to = KongVersion.Parse("3.9.1");

    [Theory]
    [InlineData(Dumps.Before342, null)]
    [InlineData(Dumps.AfterUp342, FindingSeverity.Serious)]
    [InlineData(Dumps.AfterFinish342, FindingSeverity.Serious)]
    public async Task Schema_OfRecordedDatabases_IsTakenForItsVersion(string dump, FindingSeverity? severity)
    {
        await using KongDatabase database = await server.RestoreAsync(dump);
        (SchemaCheck.Of(await ReadAsync(database), from, to)?.Severity == severity).Should().BeTrue();
    }

    [Fact]
    public async Task Facts_OfARecordedDatabase_AreRead()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "ANALYZE; CREATE TABLE never_analysed (id int)");
        DatabaseFacts facts = await ReadAsync(database);
        (facts.ServerVersion / 10000, facts.MayCreate, facts.Rows["routes"], facts.Rows["services"], facts.Rows["never_analysed"]).Should().Be((await server.ScalarAsync<int>(database.Name, "SELECT current_setting('server_version_num')::int") / 10000, true, 9, 4, 0));
        facts.ClockAheadSeconds.Should().BeInRange(-2, 2, "it is this machine's own clock");
    }

    [Fact]
    public async Task Database_OfSomebodyElse_IsNotKongs()
    {
        await using KongDatabase database = await server.CreateAsync();
        SchemaCheck.Of(await ReadAsync(database), from, to)!.IsBlocking.Should().BeTrue();
    }

    private static Task<DatabaseFacts> ReadAsync(KongDatabase database) => DatabaseFactsReader.ReadAsync(database, TimeProvider.System, TestContext.Current.CancellationToken);
}
