using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

public class ForceTests(PostgresServer server)
{
    /// <summary>As observed on real Kong (kong-facts 12.3).</summary>
    [Theory]
    [InlineData(@"~/foo\d+", @"~~/foo\d+")]
    [InlineData("/a+b", "~/a+b")]
    [InlineData("/u@v", "~/u@v")]
    [InlineData("/x:y", "~/x:y")]
    [InlineData("/s*", "~/s*")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/café", "~/café")]
    [InlineData("/plain", "/plain")]
    [InlineData("/a-b_c.d~e/", "/a-b_c.d~e/")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/line\n", "~/line\n")]
    public void Path_ConvertedOnceMore_IsAsObserved(string path, string becomes) => KongPath.Converted(path).Should().Be(becomes);

    [Fact]
    public async Task Up_WithForceWherePathsWouldBeDamaged_IsRefusedAndNamesThem()
    {
        await using KongDatabase database = await WithRoutesAsync();
        using ScriptedKong kong = ScriptedKong.Acting("count runs; exec \"$SIM\" \"$@\"");
        Func<Task> up = () => database.Runner(kong.Command, o => o.Force = new("a test")).UpAsync(default);
        string message = (await up.Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
        message.Should().Contain("(regex): {~/foo\\d+} becomes {~~/foo\\d+}").And.Contain("(plus): {/plain, /a+b} becomes {/plain, ~/a+b}").And.NotContain("(fine)");
        kong.Read("runs").Should().BeEmpty();
    }

    [Fact]
    public async Task Up_WithForceAndAccepted_ReportsTheDamage()
    {
        await using KongDatabase database = await WithRoutesAsync();
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"), o => o.Force = new("a test") { AcceptDamagedPaths = true });
        (await runner.UpAsync(default)).IsUp.Should().BeTrue();
        runner.LastRun!.Command.Should().Contain("migrations up -f");
        runner.LastRun.DamagedRoutes.Should().Contain(r => r.Contains("(regex)", StringComparison.Ordinal)).And.Contain(r => r.Contains("(plus)", StringComparison.Ordinal));
        runner.LastRun.DamagedRoutes.Should().NotContain(r => r.Contains("(fine)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_WithForceOnHalfAnUp_IsRefused()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        Func<Task> half = () => database.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_FAIL_AT", "ai-proxy/001_360_to_370"))).UpAsync(default), forced = () => database.Runner(SimulatedKong.Of("3.9.1"), o => o.Force = new("a test")).UpAsync(default);
        await half.Should().ThrowAsync<MigrationIncompleteException>();
        (await forced.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*leaves out the new ones*");
    }

    [Fact]
    public async Task Finish_WithForceForUpOnly_RunsPlainly()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"), o => o.Force = new("a test"));
        await runner.FinishAsync(MigrationLab.Permit, default);
        runner.LastRun!.Command.Should().NotContain("-f ");
    }

    private async Task<KongDatabase> WithRoutesAsync()
    {
        KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, """
            UPDATE routes SET paths = ARRAY['/fine'];
            INSERT INTO routes (id, name, paths, ws_id, created_at, updated_at) SELECT gen_random_uuid(), r.name, r.paths, (SELECT id FROM workspaces LIMIT 1), now(), now()
            FROM (VALUES ('regex', ARRAY['~/foo\d+']), ('plus', ARRAY['/plain', '/a+b']), ('fine', ARRAY['/plain'])) r(name, paths)
            """);
        return database;
    }
}
