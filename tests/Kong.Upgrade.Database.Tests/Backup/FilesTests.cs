using System.Diagnostics;
using System.Text.Json;
using Kong.Upgrade.Backup;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Backup;

public class FilesTests(PostgresServer server)
{
    [Fact]
    public async Task Take_NamedFiles_AreSavedWithWhereTheyCameFrom()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string folder = bench.Folder + "/ssl", configuration = bench.Write("kong.conf", "plugins = bundled");
        Directory.CreateDirectory(folder + "/deep");
        await File.WriteAllTextAsync(folder + "/deep/key.pem", "a key", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(folder + "/deep/key.pem", UnixFileMode.UserRead);
        File.CreateSymbolicLink(folder + "/link.pem", "deep/key.pem");
        Directory.CreateSymbolicLink(folder + "/deep/circle", folder);
        using (Process pipe = Process.Start("mkfifo", [folder + "/pipe"])) await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        bench.Options.Blue = new(KongVersion.Parse("3.4.2"), "no-such-kong") { ConfigurationFile = configuration, Environment = new Dictionary<string, string> { ["KONG_NOTE"] = "it's me" } };
        bench.Options.Files.Add(new(folder));
        bench.Options.Files.Add(new(folder + "/nothing") { IsOptional = true });
        BackupManifest manifest = await bench.TakeAsync();
        (await File.ReadAllTextAsync($"{manifest.Location}/files{folder}/deep/key.pem", TestContext.Current.CancellationToken)).Should().Be("a key");
        (await File.ReadAllTextAsync($"{manifest.Location}/files{folder}/link.pem", TestContext.Current.CancellationToken)).Should().Be("a key");
        (await File.ReadAllTextAsync($"{manifest.Location}/files{configuration}", TestContext.Current.CancellationToken)).Should().Be("plugins = bundled");
        (await File.ReadAllLinesAsync($"{manifest.Location}/kong.environment", TestContext.Current.CancellationToken)).Should().Contain(@"KONG_NOTE='it'\''s me'");
        JsonElement key = JsonDocument.Parse(await File.ReadAllTextAsync(manifest.Location + "/manifest.json", TestContext.Current.CancellationToken)).RootElement
            .GetProperty("files").EnumerateArray().Single(f => f.GetProperty("path").GetString()!.EndsWith("deep/key.pem"));
        (key.GetProperty("source").GetString(), key.GetProperty("mode").GetString()).Should().Be((folder + "/deep/key.pem", "400"));
        manifest.Notes.Should().Contain(n => n.Contains("/nothing is not there")).And.Contain(n => n.Contains("No declarative export") && n.Contains("no-such-kong"));
    }

    [Fact]
    public async Task Take_NamedFileMissing_FailsBeforeAnythingIsDumped()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Interpose("pg_dump", $"touch '{bench.Folder}/dumped'");
        bench.Options.Files.Add(new("/no/such/file.pem"));
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*/no/such/file.pem*Nothing was dumped*");
        File.Exists(bench.Folder + "/dumped").Should().BeFalse();
    }

    [Fact]
    public async Task Take_WithBluesKong_ExportsDeclaratively()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string kong = bench.Folder + "/kong";
        BackupBench.WriteScript(kong, "[ \"$1 $2 $KONG_ANONYMOUS_REPORTS\" = 'config db_export off' ] && [ -d \"$KONG_PREFIX\" ] && echo \"_format_version: '3.0' # $KONG_PG_DATABASE\" > \"$3\"");
        bench.Options.Blue = new(KongVersion.Parse("3.4.2"), kong);
        bench.Options.RequireExport = true;
        BackupManifest manifest = await bench.TakeAsync();
        (await File.ReadAllTextAsync(manifest.Location + "/kong.yml", TestContext.Current.CancellationToken)).Should().Contain("_format_version").And.Contain(bench.Database.Name);
        Directory.Exists(manifest.Location + "/.prefix").Should().BeFalse();
    }

    [Fact]
    public async Task Take_RequiredExportFails_FailsTheBackup()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string kong = bench.Folder + "/kong";
        BackupBench.WriteScript(kong, "echo 'Error: it went wrong' >&2; exit 1");
        bench.Options.Blue = new(KongVersion.Parse("3.4.2"), kong);
        bench.Options.RequireExport = true;
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*it went wrong*RequireExport*");
        bench.Left.Should().BeEmpty();
        bench.Options.RequireExport = false;
        (await bench.TakeAsync()).Notes.Should().ContainSingle().Which.Should().Contain("it went wrong");
    }

    [Fact]
    public async Task Take_WithAStore_KeepsAVerifiedCopyThere()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.Store = new DirectoryBackupStore(bench.Folder + "/elsewhere");
        BackupManifest manifest = await bench.TakeAsync();
        string copy = $"{bench.Folder}/elsewhere/{Path.GetFileName(manifest.Location)}";
        manifest.Notes.Should().ContainSingle().Which.Should().Contain(copy);
        Directory.GetFiles(copy, "*", SearchOption.AllDirectories).Should().HaveSameCount(Directory.GetFiles(manifest.Location, "*", SearchOption.AllDirectories));
        File.GetUnixFileMode(copy + "/manifest.json").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await bench.TakeAsync()).Location.Should().Be(manifest.Location);
        await File.AppendAllTextAsync(copy + "/RESTORE.txt", "x", TestContext.Current.CancellationToken);
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*RESTORE.txt*");
        // What was lost here comes back from there.
        Directory.Delete(copy, recursive: true);
        await bench.TakeAsync();
        await bench.RestoreAsync(new() { Location = copy, TakenAt = manifest.TakenAt });
    }

    [Fact]
    public async Task Take_StoreFails_FailsUnlessItIsOptional()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.Store = new DirectoryBackupStore(bench.Write("no-directory", "") + "/below");
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*backup itself is whole*");
        bench.Options.StoreIsOptional = true;
        (await bench.TakeAsync()).Notes.Should().ContainSingle().Which.Should().Contain("Not stored elsewhere");
    }
}
