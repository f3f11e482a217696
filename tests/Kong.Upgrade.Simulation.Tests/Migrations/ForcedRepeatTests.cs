using Kong.Upgrade.Simulation.Migrations;
using Kong.Upgrade.Simulation.Tests.Database;

namespace Kong.Upgrade.Simulation.Tests.Migrations;

/// <summary>What <c>-f</c> does to routes and to schema_meta, as observed (kong-facts 12.3).</summary>
public sealed class ForcedRepeatTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Before = @"~/foo\d+ /a+b /u@v /x:y /s* /caf%C3%A9 /café /plain";
    private const string Once = @"~~/foo\d+ ~/a+b ~/u@v ~/x:y ~/s* /café ~/café /plain";
    private const string Twice = @"~~~/foo\d+ ~~/a+b ~~/u@v ~~/x:y ~~/s* ~/café ~~/café /plain";

    [Fact]
    public async Task UpForced_WithPendingMigrations_DamagesRoutesAndDoublesExecuted()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.RunAsync("3.9.1", "migrations up");
        await blue.ExecuteAsync($"UPDATE routes SET paths = string_to_array('{Before}', ' ') WHERE id = (SELECT min(id::text)::uuid FROM routes)");
        string plugins = await PluginsAsync(blue);

        (int exitCode, string stdout, _) = await blue.RunAsync("3.9.1", "migrations up -f");

        exitCode.Should().Be(0);
        stdout.Should().Contain("62 migrations processed\n62 executed\n").And.EndWith("\nDatabase has pending migrations; run 'kong migrations finish' when ready\n");
        (await PathsAsync(blue)).Should().Be(Once);
        (await blue.AskAsync("SELECT cardinality(executed) FROM schema_meta WHERE subsystem = 'core'")).Should().Be("46");
        (await PluginsAsync(blue)).Should().Be(plugins);

        await blue.RunAsync("3.9.1", "migrations finish -f");
        (await PathsAsync(blue)).Should().Be(Twice);
        (await blue.AskAsync("SELECT cardinality(executed) FROM schema_meta WHERE subsystem = 'core'")).Should().Be("69");
    }

    [Fact]
    public async Task UpForced_AfterFinish_KeepsTheRedisSettings()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.RunAsync("3.9.1", "migrations up");
        await blue.RunAsync("3.9.1", "migrations finish");
        string plugins = await PluginsAsync(blue);

        (await blue.RunAsync("3.9.1", "migrations up -f")).ExitCode.Should().Be(0);

        (await PluginsAsync(blue)).Should().Be(plugins);
    }

    [Theory]
    [InlineData("/a%2Bb", "/a%2Bb")]
    [InlineData("/a%41//b/../c", "/aA/c")]
    [InlineData("/(a%2eb)", @"~/(a\.b)")]
    [InlineData("/(a%2fb%C3%a9)", "~/(a%2Fbé)")]
    public void Migrate_EncodedPath_IsDecodedAsKongDoes(string path, string migrated) => RoutePaths.Migrate(path).Should().Be(migrated);

    private static Task<string> PathsAsync(Blue blue) =>
        blue.AskAsync("SELECT array_to_string(paths, ' ') FROM routes WHERE id = (SELECT min(id::text)::uuid FROM routes)");

    private static Task<string> PluginsAsync(Blue blue) => blue.AskAsync("SELECT md5(string_agg(config::text, '' ORDER BY id)) FROM plugins");
}
