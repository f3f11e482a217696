using System.Text.Json;
using Kong.Upgrade.Backup;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Backup;

public class TakeTests(PostgresServer server)
{
    public static TheoryData<string> AllDumps =>
    [
        Dumps.Empty342, Dumps.Before342, Dumps.AfterUp342, Dumps.AfterFinish342, Dumps.WrittenBySides342, Dumps.Before390, Dumps.AfterFinish390, Dumps.Before285, Dumps.AfterUp285, Dumps.AfterFinish285,
    ];

    [Theory, MemberData(nameof(AllDumps))]
    public async Task Take_UnderTheFreezeAndRestore_GivesBackTheSameWithoutTheFreeze(string dump)
    {
        await using BackupBench bench = await BackupBench.OnAsync(server, dump);
        string original = await server.DumpAsync(bench.Database.Name), fingerprint = await bench.FingerprintAsync();
        await bench.FreezeAsync();
        BackupManifest manifest = await bench.TakeAsync();
        manifest.ProvenRestorable.Should().BeTrue();
        manifest.RestoreTime.Should().BePositive();
        manifest.Fingerprint.Should().Be(fingerprint);
        await bench.ExecuteAsync("DROP SCHEMA kong_upgrade CASCADE; DELETE FROM routes; DELETE FROM plugins; DROP TABLE acls CASCADE; CREATE TABLE stranger (a int)");
        await bench.RestoreAsync(manifest);
        (await server.DumpAsync(bench.Database.Name)).Should().Be(original);
        (await bench.FingerprintAsync()).Should().Be(fingerprint);
        (await bench.ScratchesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Take_OfAnything_IsReadableByItsOwnerOnly()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.Files.Add(new(bench.Write("cert.pem", "pem")));
        BackupManifest manifest = await bench.TakeAsync();
        string[] folders = [bench.Options.Directory, manifest.Location, .. Directory.GetDirectories(manifest.Location, "*", SearchOption.AllDirectories)];
        folders.Select(f => File.GetUnixFileMode(f)).Distinct().Should().Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] all = Directory.GetFiles(manifest.Location, "*", SearchOption.AllDirectories);
        all.Should().HaveCountGreaterThan(20);
        all.Select(f => File.GetUnixFileMode(f)).Distinct().Should().Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        bench.Left.Should().Equal(Path.GetFileName(manifest.Location));
    }

    [Fact]
    public async Task Take_OfAnything_ListsEveryFileAndWhatWasSaved()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync("run/ü 1");
        JsonElement list = JsonDocument.Parse(await File.ReadAllTextAsync(manifest.Location + "/manifest.json", TestContext.Current.CancellationToken)).RootElement;
        list.GetProperty("format").GetInt32().Should().Be(1);
        list.GetProperty("kongVersion").GetString().Should().Be("3.4.2");
        list.GetProperty("runId").GetString().Should().Be("run/ü 1");
        list.GetProperty("serverVersion").GetString().Should().StartWith("1");
        list.GetProperty("content").GetProperty("schemaMeta").EnumerateArray().Should().Contain(e => e.GetString()!.StartsWith("core: last "));
        list.GetProperty("content").GetProperty("rows").GetProperty("routes").GetInt64().Should().Be(await bench.ScalarAsync<long>("SELECT count(*) FROM routes")).And.BePositive();
        string[] listed = [.. list.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString()!)];
        listed.Should().BeEquivalentTo(Directory.GetFiles(manifest.Location, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(manifest.Location, f)).Where(f => f != "manifest.json"));
        manifest.Size.Should().Be(list.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("size").GetInt64())).And.BePositive();
        Path.GetFileName(manifest.Location).Should().MatchRegex(@"^run___1-\d{8}T\d{6}Z$");
        (await File.ReadAllTextAsync(manifest.Location + "/RESTORE.txt", TestContext.Current.CancellationToken)).Should().ContainAll(manifest.Location, "pg_restore", "restore.list", "WHAT IS LOST");
    }

    [Fact]
    public async Task Take_TooLittleRoom_SaysBothNumbersAndDumpsNothing()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.FreeBytes = _ => 1 << 20;
        string before = await SizeAsync();
        string message = (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
        // The server's own housekeeping may let it grow meanwhile.
        message.Should().Contain("1.0 MiB free").And.Contain("scratch copy").And.ContainAny(before, await SizeAsync());
        bench.Left.Should().BeEmpty();

        async Task<string> SizeAsync() => FormattableString.Invariant($"has {await bench.ScalarAsync<long>("SELECT pg_database_size(current_database())") / 1048576.0:0.0} MiB");
    }

    [Fact]
    public async Task Take_ToolsOlderThanTheServer_NamesBothVersions()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Interpose("pg_dump", "");
        BackupBench.WriteScript(bench.Folder + "/tools/pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*PostgreSQL 1*found only pg_dump 9.6.24*ToolsDirectory*");
        bench.Left.Should().BeEmpty();
    }

    [Fact]
    public async Task Take_WithoutTheRightToCreateDatabases_IsNotProvenAndSaysWhatToGrant()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using BackupBench bench = BackupBench.On(server, database, "kong");
        BackupManifest manifest = await bench.TakeAsync();
        manifest.ProvenRestorable.Should().BeFalse();
        manifest.RestoreTime.Should().BeNull();
        manifest.Notes.Should().ContainSingle().Which.Should().Contain("ALTER ROLE \"kong\" CREATEDB");
        bench.Log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.BackupNoted);
    }

    [Fact]
    public async Task Take_ByARoleThatIsNoSuperuser_IsProven()
    {
        await server.ExecuteAsync("postgres", $"CREATE ROLE maker LOGIN CREATEDB PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong");
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using BackupBench bench = BackupBench.On(server, database, "maker");
        (await bench.TakeAsync()).ProvenRestorable.Should().BeTrue();
    }

    [Fact]
    public async Task Take_ObjectsOfAnotherRole_IsRestoredByTheSuperuser()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        await bench.ExecuteAsync("CREATE TABLE others (a int); GRANT SELECT ON others TO kong; INSERT INTO others VALUES (1)");
        (await bench.TakeAsync()).ProvenRestorable.Should().BeTrue();
    }

    [Fact]
    public async Task Take_WrittenMeanwhile_SavesAndComparesOneMoment()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        long before = await bench.ScalarAsync<long>("SELECT count(*) FROM consumers");
        // The snapshot is held when pg_dump begins.
        bench.Interpose("pg_dump", $"'{server.Tool("psql")}' -q -c \"INSERT INTO consumers (id, username) VALUES ('{Guid.NewGuid()}', 'late')\" || exit 9");
        BackupManifest manifest = await bench.TakeAsync();
        manifest.ProvenRestorable.Should().BeTrue();
        manifest.Rows["consumers"].Should().Be(before);
        (await bench.ScalarAsync<long>("SELECT count(*) FROM consumers")).Should().Be(before + 1);
    }

    [Fact]
    public async Task Take_RestoreGivesBackSomethingElse_NamesTheTable()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Interpose("pg_restore", $"\"$real\" \"$@\" || exit 9\nfor a; do [ \"$p\" = -d ] && d=\"$a\"; p=\"$a\"; done\nexec '{server.Tool("psql")}' -q -d \"$d\" -c \"UPDATE routes SET name = name || 'x' WHERE name IS NOT NULL\" -c 'DELETE FROM snis'");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*does not give back*");
        bench.Left.Should().BeEmpty();
        (await bench.ScratchesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Take_WithoutRunTimeData_LeavesOnlyThoseRowsOut()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.WithoutRunTimeData = true;
        await bench.ExecuteAsync("INSERT INTO cluster_events (id, node_id, at, expire_at, channel) VALUES (gen_random_uuid(), gen_random_uuid(), now(), now(), 'x')");
        BackupManifest manifest = await bench.TakeAsync();
        manifest.ProvenRestorable.Should().BeTrue();
        await bench.RestoreAsync(manifest);
        (await bench.ScalarAsync<long>("SELECT count(*) FROM cluster_events")).Should().Be(0);
        (await bench.ScalarAsync<long>("SELECT count(*) FROM routes")).Should().BePositive();
    }

    [Fact]
    public async Task Take_SameRunAgain_GivesTheSameBackupAsLongAsItIsWholeAndTrue()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest first = await bench.TakeAsync(), second = await bench.TakeAsync();
        second.Location.Should().Be(first.Location);
        second.Sha256.Should().Be(first.Sha256);
        (await bench.TakeAsync("run-2")).Location.Should().NotBe(first.Location);
        await bench.ExecuteAsync("UPDATE routes SET name = 'changed' WHERE id = (SELECT id FROM routes LIMIT 1)");
        BackupManifest third = await bench.TakeAsync();
        third.Location.Should().NotBe(first.Location);
        await File.AppendAllTextAsync(third.Location + "/restore.list", "x", TestContext.Current.CancellationToken);
        (await bench.TakeAsync()).Location.Should().NotBe(third.Location).And.NotBe(first.Location);
    }

    [Fact]
    public async Task Take_PasswordOfTheDatabase_StandsInNoArgumentLogOrFile()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string seen = bench.Folder + "/seen";
        foreach (string tool in new[] { "pg_dump", "pg_restore" }) bench.Interpose(tool, $"tr '\\0' ' ' < /proc/$$/cmdline >> '{seen}'; echo \"$0 $*\" >> '{seen}'; [ -n \"$PGPASSWORD\" ] && echo had-password >> '{seen}'");
        BackupManifest manifest = await bench.TakeAsync();
        string arguments = await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken);
        arguments.Should().Contain("had-password").And.Contain("--snapshot=").And.NotContain(PostgresServer.Password);
        bench.Log.Entries.Should().NotBeEmpty().And.NotContain(e => e.Text.Contains(PostgresServer.Password));
        foreach (string file in Directory.GetFiles(manifest.Location)) (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Should().NotContain("s3cret");
    }

    [Fact]
    public async Task Take_LeftoversOfACrash_AreDroppedAndNothingElse()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string tag = Guid.NewGuid().ToString("N")[..8], dead = $"kong_upgrade_scratch_{tag}_1", alive = $"kong_upgrade_scratch_{tag}_2", strangers = $"kong_upgrade_scratch_{tag}_3";
        foreach (string name in new[] { dead, alive, strangers }) await server.ExecuteAsync("postgres", $"CREATE DATABASE {name} OWNER kong");
        // In another database than the administrator's: advisory locks are seen in all. Taken before the comment: other tests take backups on this server meanwhile.
        await using NpgsqlConnection owner = await server.HoldAsync(bench.Database.Name, $"SELECT pg_advisory_xact_lock(x'4B555343'::int, hashtext('{alive}'))");
        foreach (string name in new[] { dead, alive }) await server.ExecuteAsync("postgres", $"COMMENT ON DATABASE {name} IS 'kong-upgrade scratch copy of run {tag}, made by somebody'");
        await bench.TakeAsync();
        foreach ((string name, long left) in new[] { (dead, 0L), (alive, 1L), (strangers, 1L) })
            (await server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{name}'")).Should().Be(left, name);
    }

    [Fact]
    public async Task Take_HalfDoneBackups_AreRemovedUnlessSomebodyWorksOnThem()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        foreach (string name in new[] { "dead", "alive", "strangers" }) Directory.CreateDirectory($"{bench.Options.Directory}/{name}.incomplete/dump");
        await File.WriteAllTextAsync($"{bench.Options.Directory}/.dead.lock", "", TestContext.Current.CancellationToken);
        await using FileStream held = new($"{bench.Options.Directory}/.alive.lock", FileMode.Create, FileAccess.Write, FileShare.None);
        BackupManifest manifest = await bench.TakeAsync();
        bench.Left.Should().BeEquivalentTo("alive.incomplete", ".alive.lock", "strangers.incomplete", Path.GetFileName(manifest.Location));
    }
}
