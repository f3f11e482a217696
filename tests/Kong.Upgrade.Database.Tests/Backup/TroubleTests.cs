using Kong.Upgrade.Backup;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Backup;

/// <summary>What dies in the middle leaves nothing that could be taken for a backup.</summary>
public class TroubleTests(PostgresServer server)
{
    [Fact]
    public async Task Take_DumpKilledInTheMiddle_LeavesNothing()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Interpose("pg_dump", "\"$real\" \"$@\" || exit 9\nkill -9 $$");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*pg_dump ended with exit code 137*killed*Nothing is kept*");
        bench.Left.Should().BeEmpty();
        (await bench.ScratchesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Take_DiskFull_SaysSoAndLeavesNothing()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Interpose("pg_dump", "\"$real\" \"$@\"; echo 'pg_dump: error: could not write to file: No space left on device' >&2; exit 1");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*No space left on device*Free space*");
        bench.Left.Should().BeEmpty();
    }

    [Theory, InlineData("pg_dump"), InlineData("pg_restore")]
    public async Task Take_CancelledInTheMiddle_EndsEverythingAndLeavesNothing(string tool)
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string begun = bench.Folder + "/begun";
        bench.Interpose(tool, $"echo $$ > '{begun}.new'; mv '{begun}.new' '{begun}'; sleep 300");
        using CancellationTokenSource stop = new();
        Task<BackupManifest> taking = bench.Backup.TakeAsync(BackupBench.Request(bench.Run), stop.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(begun) || taking.IsCompleted), "the tool runs");
        await stop.CancelAsync();
        await taking.Awaiting(t => t).Should().ThrowAsync<OperationCanceledException>();
        bench.Left.Should().BeEmpty();
        (await bench.ScratchesAsync()).Should().Be(0);
        Directory.Exists($"/proc/{(await File.ReadAllTextAsync(begun, TestContext.Current.CancellationToken)).Trim()}").Should().BeFalse();
        (await server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{bench.Database.Name}' AND xact_start IS NOT NULL")).Should().Be(0, "the snapshot is no longer held");
    }

    [Fact]
    public async Task Take_ServerRestartedInTheMiddle_FailsAndCanBeTakenAgain()
    {
        server.SkipIfAbsent();
        await using PostgresServer own = new();
        await own.InitializeAsync();
        await using BackupBench bench = await BackupBench.OnAsync(own);
        string begun = bench.Folder + "/begun", go = bench.Folder + "/go";
        bench.Interpose("pg_dump", $"touch '{begun}'; while [ ! -e '{go}' ]; do sleep 0.05; done");
        Task<BackupManifest> taking = bench.TakeAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(begun) || taking.IsCompleted), "the dump runs");
        await own.StopAsync();
        await own.StartAsync();
        await File.WriteAllTextAsync(go, "", TestContext.Current.CancellationToken);
        (await taking.Awaiting(t => t).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*pg_dump ended with exit code 1*snapshot*");
        bench.Left.Should().BeEmpty();
        (await bench.TakeAsync()).ProvenRestorable.Should().BeTrue();
    }

    [Fact]
    public async Task Take_LockedTable_GivesUpInTime()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.LockTimeout = TimeSpan.FromMilliseconds(300);
        await using Npgsql.NpgsqlConnection migration = await server.HoldAsync(bench.Database.Name, "LOCK TABLE routes IN ACCESS EXCLUSIVE MODE");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).Which.IsTransient.Should().BeTrue();
        bench.Left.Should().BeEmpty();
    }
}
