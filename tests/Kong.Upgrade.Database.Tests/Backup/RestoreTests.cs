using System.Diagnostics;
using Kong.Upgrade.Backup;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Backup;

public class RestoreTests(PostgresServer server)
{
    [Theory, InlineData("created"), InlineData("marked"), InlineData("restored"), InlineData("verified"), InlineData("closed"), InlineData("swapped")]
    public async Task Restore_ThatDied_IsCompletedByTheNextCall(string point)
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string original = await server.DumpAsync(bench.Database.Name);
        BackupManifest manifest = await bench.TakeAsync();
        await bench.ExecuteAsync("DELETE FROM plugins; COMMENT ON DATABASE " + bench.Database.Name + " IS 'ours'");
        bench.Options.Reached = at => { if (at == point) throw new InvalidOperationException("died"); };
        await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<InvalidOperationException>();
        string now = await server.DumpAsync(bench.Database.Name);
        (now == original).Should().Be(point == "swapped", "until the swap the database is as it was");
        bench.Options.Reached = _ => { };
        await bench.RestoreAsync(manifest);
        (await server.DumpAsync(bench.Database.Name)).Should().Be(original);
        (await NamesAsync(bench, "_before_restore_%")).Should().Be(1);
        (await NamesAsync(bench, "_kong_upgrade_restore")).Should().Be(0);
        (await bench.ScalarAsync<string>("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()")).Should().Be("ours");
    }

    [Fact]
    public async Task Restore_WhileOthersAreConnected_ListsThemAndChangesNothing()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync();
        await using NpgsqlConnection node = new(server.ConnectionString(bench.Database.Name, "kong") + ";Application Name=a-kong-node");
        await node.OpenAsync(TestContext.Current.CancellationToken);
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*pid {node.ProcessID}: kong, application a-kong-node, from 127.0.0.1*RestoreOverSessions*Nothing was changed*");
        (await NamesAsync(bench, "_%")).Should().Be(0);
    }

    [Fact]
    public async Task Restore_OverSessions_EndsThemAndLogsWhy()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync();
        await bench.ExecuteAsync("DELETE FROM plugins");
        await using NpgsqlConnection node = await server.OpenAsync(bench.Database.Name, "kong");
        bench.Options.RestoreOverSessions = "the node hangs";
        await bench.RestoreAsync(manifest);
        (await bench.FingerprintAsync()).Should().Be(manifest.Fingerprint);
        bench.Log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.BackupRestoreOverSessions && e.Text.Contains("the node hangs"));
        string old = (await server.ScalarAsync<string>("postgres", $"SELECT datname::text FROM pg_database WHERE datname LIKE '{bench.Database.Name}\\_before\\_restore\\_%' AND datallowconn"))!;
        (await server.ScalarAsync<long>(old, "SELECT count(*) FROM plugins")).Should().Be(0, "what was replaced is kept");
    }

    [Fact]
    public async Task Restore_ByAPooledConnection_IsNotInItsOwnWay()
    {
        await using KongDatabase made = await server.RestoreAsync(Dumps.Before342);
        await using KongDatabase pooled = new(new NpgsqlConnectionStringBuilder(server.ConnectionString(made.Name, "kong")) { Pooling = true }.ConnectionString);
        await using BackupBench bench = BackupBench.On(server, pooled);
        BackupManifest manifest = await bench.TakeAsync();
        await bench.ExecuteAsync("DELETE FROM plugins");
        await bench.RestoreAsync(manifest);
        (await bench.FingerprintAsync()).Should().Be(manifest.Fingerprint);
    }

    [Fact]
    public async Task Restore_SettingsOfTheDatabaseItself_AreCarriedOver()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string name = bench.Database.Name;
        await bench.ExecuteAsync($"""
            ALTER DATABASE {name} CONNECTION LIMIT 77; ALTER DATABASE {name} SET work_mem = '9MB'; ALTER DATABASE {name} SET search_path = public, "odd name";
            ALTER ROLE kong IN DATABASE {name} SET statement_timeout = '1min'; COMMENT ON DATABASE {name} IS 'it''s Kong';
            REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT ON DATABASE {name} TO pg_monitor WITH GRANT OPTION
            """);
        BackupManifest manifest = await bench.TakeAsync();
        string before = (await SettingsAsync(name))!;
        await bench.RestoreAsync(manifest);
        (await SettingsAsync(name)).Should().Be(before).And.ContainAll("77", "work_mem=9MB", "statement_timeout=1min", "it's Kong", "pg_monitor=c*");
    }

    [Fact]
    public async Task Restore_DatabaseIsGone_BringsItBackWithItsSettings()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string name = bench.Database.Name, original = await server.DumpAsync(name);
        await bench.ExecuteAsync($"ALTER DATABASE {name} SET work_mem = '9MB'");
        BackupManifest manifest = await bench.TakeAsync();
        await server.ExecuteAsync("postgres", $"DROP DATABASE {name}");
        await bench.RestoreAsync(manifest);
        (await server.DumpAsync(name)).Should().Be(original);
        (await SettingsAsync(name)).Should().Contain("work_mem=9MB");
    }

    [Fact]
    public async Task Restore_ByHandAsTheTextSays_BringsTheDataBack()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        await bench.FreezeAsync();
        BackupManifest manifest = await bench.TakeAsync();
        await bench.ExecuteAsync("DROP SCHEMA kong_upgrade CASCADE; DELETE FROM plugins");
        string[] lines = [.. (await File.ReadAllLinesAsync(manifest.Location + "/RESTORE.txt", TestContext.Current.CancellationToken)).Select(l => l.Trim()).Where(l => l.StartsWith("psql ") || l.StartsWith("cd ") || l.StartsWith("pg_restore "))];
        string script = string.Join('\n', lines.Select(l => l.Replace("<admin>", "admin", StringComparison.Ordinal)));
        ProcessStartInfo start = new("/bin/sh", ["-ec", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["PGPASSWORD"], start.Environment["PATH"]) = (PostgresServer.Password, Path.GetDirectoryName(server.Tool("psql")) + ":" + Environment.GetEnvironmentVariable("PATH"));
        using Process shell = Process.Start(start)!;
        Task<string> complaints = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await complaints).Should().BeEmpty();
        said.Should().Contain("whole").And.Contain("restored");
        lines.Should().HaveCount(6);
        (await bench.FingerprintAsync()).Should().Be(manifest.Fingerprint);
    }

    [Fact]
    public async Task Restore_ChangedFile_IsRefused()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync();
        string file = Directory.GetFiles(manifest.Location + "/dump").Order().First();
        byte[] bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(manifest.Location + "/added", "", TestContext.Current.CancellationToken);
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*{Path.GetFileName(file)} was changed; added was added*");
        File.Delete(file);
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*is missing*");
    }

    [Fact]
    public async Task Restore_ChangedList_IsRefused()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync();
        string list = manifest.Location + "/manifest.json";
        await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken)).Replace("3.4.2", "3.4.1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*manifest.json is not the one*");
    }

    [Fact]
    public async Task Restore_BackupOfAnotherDatabase_IsRefused()
    {
        await using BackupBench one = await BackupBench.OnAsync(server), other = await BackupBench.OnAsync(server);
        BackupManifest manifest = await one.TakeAsync();
        (await other.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*{one.Database.Name}*not of*{other.Database.Name}*");
    }

    [Fact]
    public async Task Restore_NameTakenByAStranger_IsRefused()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        BackupManifest manifest = await bench.TakeAsync();
        string name = bench.Database.Name + "_kong_upgrade_restore";
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        await server.ExecuteAsync(name, "CREATE TABLE dear (a int)");
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*not ours and not empty*");
        (await server.ScalarAsync<long>(name, "SELECT count(*) FROM dear")).Should().Be(0);
    }

    [Fact]
    public async Task Restore_RenamingNotAllowed_SaysWhereTheDataLies()
    {
        string role = "limited_" + Guid.NewGuid().ToString("N")[..8];
        await server.ExecuteAsync("postgres", $"CREATE ROLE {role} LOGIN CREATEDB PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong");
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using BackupBench bench = BackupBench.On(server, database, role);
        BackupManifest manifest = await bench.TakeAsync();
        bench.Options.Reached = at => { if (at == "closed") server.ExecuteAsync("postgres", $"ALTER ROLE {role} NOCREATEDB").GetAwaiter().GetResult(); };
        (await bench.Awaiting(b => b.RestoreAsync(manifest)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*does not let {role} rename*{database.Name}_kong_upgrade_restore*");
        (await server.ScalarAsync<long>(database.Name + "_kong_upgrade_restore", "SELECT count(*) FROM routes")).Should().BePositive();
        (await NamesAsync(bench, "_before%")).Should().Be(0);
    }

    [Theory, InlineData("kong"), InlineData("a_database_with_a_very_long_name_that_fills_all_the_room_there_")]
    public void Names_OfAnyLength_FitAndDiffer(string live)
    {
        Kong.Upgrade.Backup.Restoring.RestoreNames names = Kong.Upgrade.Backup.Restoring.RestoreNames.Of(live, DateTimeOffset.UnixEpoch), other = Kong.Upgrade.Backup.Restoring.RestoreNames.Of(live[..^1] + "x", DateTimeOffset.UnixEpoch);
        string[] all = [names.Live, names.Beside, names.Old, other.Live, other.Beside, other.Old];
        all.Should().OnlyHaveUniqueItems().And.OnlyContain(n => n.Length <= 63);
    }

    private Task<long> NamesAsync(BackupBench bench, string like) =>
        server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_database WHERE datname LIKE '{bench.Database.Name}{like.Replace("_", "\\_", StringComparison.Ordinal)}'");

    private Task<string?> SettingsAsync(string name) => server.ScalarAsync<string>("postgres", $"""
        SELECT concat_ws(' | ', pg_get_userbyid(d.datdba), d.datconnlimit, pg_encoding_to_char(d.encoding), d.datcollate, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(d.datacl) a), shobj_description(d.oid, 'pg_database'),
            (SELECT string_agg(setrole::regrole || ' ' || setconfig::text, ', ' ORDER BY 1) FROM pg_db_role_setting WHERE setdatabase = d.oid)) FROM pg_database d WHERE datname = '{name}'
        """);
}
