using Kong.Upgrade.Simulation.Tests.Database;

namespace Kong.Upgrade.Simulation.Tests.Migrations;

/// <summary>From a recorded dump of an old Kong, the simulated migrations lead to the recorded dumps of the migrated ones (see <see cref="Dump"/> for what is not compared).</summary>
public sealed class RecordedDumpTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task UpAndFinish_From342To391_LeaveTheRecordedDatabases()
    {
        using Blue blue = await Blue.RestoreAsync(server);

        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);
        (await blue.DumpAsync()).Should().Be(await RecordedAsync("3.4.2-to-3.9.1/s4-clean-up-finish/2-after-up.dump.sql"));

        (await blue.RunAsync("3.9.1", "migrations finish")).ExitCode.Should().Be(0);
        (await blue.DumpAsync()).Should().Be(await RecordedAsync("3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql"));
    }

    /// <summary>The recorded database after finish holds writes that were made in between: of its rows, those are compared that the old one had and nobody wrote to.</summary>
    [Fact]
    public async Task UpAndFinish_From285To391_LeaveTheRecordedDatabases()
    {
        using Blue blue = await Blue.RestoreAsync(server, "2.8.5-to-3.9.1/s1-old-bootstrapped/db.dump.sql");
        string recorded = Dump.WithoutUpdateTimesAndBodies(await RecordedAsync("2.8.5-to-3.9.1/s3-after-up/db.dump.sql"));

        (await blue.RunAsync("3.9.1", "migrations up")).Out.Should().Contain("24 migrations processed\n15 executed\n9 pending\n");
        Dump.WithoutUpdateTimesAndBodies(await blue.DumpAsync()).Should().Be(recorded);

        (await blue.RunAsync("3.9.1", "migrations finish")).ExitCode.Should().Be(0);
        string finished = Dump.WithoutUpdateTimesAndBodies(await blue.DumpAsync());
        recorded = Dump.WithoutUpdateTimesAndBodies(await RecordedAsync("2.8.5-to-3.9.1/s4-after-finish/db.dump.sql"));
        Dump.Schema(finished).Should().Be(Dump.Schema(recorded));
        foreach (string table in new[] { "plugins", "routes", "targets", "upstreams", "consumers" })
            Dump.Rows(recorded, table).Should().Contain(Dump.Rows(finished, table));
        finished.Split('\n').Where(line => line.StartsWith("schema_meta\t", StringComparison.Ordinal))
            .Should().Equal(recorded.Split('\n').Where(line => line.StartsWith("schema_meta\t", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task UpAndFinish_From390To391_ChangeNothing()
    {
        using Blue blue = await Blue.RestoreAsync(server, "3.9.0-to-3.9.1/s1-old-bootstrapped/db.dump.sql");
        string before = await blue.DumpAsync();

        (await blue.RunAsync("3.9.1", "migrations up")).Out.Should().EndWith("Database is already up-to-date\n");
        (await blue.RunAsync("3.9.1", "migrations finish")).Out.Should().EndWith("No pending migrations to finish\n");

        (await blue.DumpAsync()).Should().Be(before);
    }

    private static async Task<string> RecordedAsync(string file) =>
        Dump.Normalize(await File.ReadAllTextAsync(Blue.Recorded(file), TestContext.Current.CancellationToken));
}
