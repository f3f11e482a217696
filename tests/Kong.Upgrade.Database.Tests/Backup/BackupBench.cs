using Kong.Upgrade.Backup;
using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.TestServers;

[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace Kong.Upgrade.Database.Tests.Backup;

/// <summary>One database to be saved, a directory for its backups, and tools that do something else when a test says so.</summary>
internal sealed class BackupBench : IAsyncDisposable
{
    private readonly PostgresServer server;
    private int files;

    private BackupBench(PostgresServer server, KongDatabase database, KongDatabase administrator)
    {
        (this.server, Database, Administrator) = (server, database, administrator);
        Options = new() { Directory = Folder + "/backups", ToolsDirectory = Path.GetDirectoryName(server.Tool("pg_dump")), Jobs = 2, FreeBytes = _ => long.MaxValue };
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"kong-upgrade-backup-{Guid.NewGuid():N}");

    public KongDatabase Database { get; }

    public KongDatabase Administrator { get; }

    public PostgresBackupOptions Options { get; }

    public LogLines Log { get; } = new();

    public PostgresBackup Backup => new(Database, Administrator, Options, TimeProvider.System, Log);

    /// <summary>The finished backups and whatever else lies there.</summary>
    public string[] Left => Directory.Exists(Options.Directory) ? [.. Directory.EnumerateFileSystemEntries(Options.Directory).Select(e => Path.GetFileName(e)!)] : [];

    public static async Task<BackupBench> OnAsync(PostgresServer server, string dump = Dumps.Before342) => On(server, await server.RestoreAsync(dump));

    public static BackupBench On(PostgresServer server, KongDatabase database, string administrator = "admin") => new(server, database, server.Database("postgres", administrator));

    /// <summary>The run that asks: other tests use the same server at the same time.</summary>
    public string Run { get; } = $"run-{Guid.NewGuid():N}";

    public static BackupRequest Request(string run) => new() { RunId = run, Version = KongVersion.Parse("3.4.2") };

    public Task<BackupManifest> TakeAsync(string? run = null) => Backup.TakeAsync(Request(run ?? Run), TestContext.Current.CancellationToken);

    public Task RestoreAsync(BackupManifest manifest) => Backup.RestoreAsync(manifest, TestContext.Current.CancellationToken);

    public Task ExecuteAsync(string sql) => server.ExecuteAsync(Database.Name, sql);

    public Task<T?> ScalarAsync<T>(string sql) => server.ScalarAsync<T>(Database.Name, sql);

    public async Task<string> FingerprintAsync() => (await ConfigurationFingerprint.ReadAsync(Database, TestContext.Current.CancellationToken)).Value;

    /// <summary>What the write freeze leaves: a schema with a function that refuses, and a trigger on every table of Kong's.</summary>
    public Task FreezeAsync() => ExecuteAsync(
        """
        CREATE SCHEMA kong_upgrade;
        CREATE TABLE kong_upgrade.freeze (run text);
        CREATE FUNCTION kong_upgrade.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'frozen'; END $$;
        DO $$ DECLARE t text; BEGIN
          FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('CREATE TRIGGER "kong_upgrade freeze" BEFORE INSERT OR UPDATE OR DELETE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION kong_upgrade.refuse()', t);
            EXECUTE format('ALTER TABLE public.%I ENABLE ALWAYS TRIGGER "kong_upgrade freeze"', t);
          END LOOP;
          CREATE TRIGGER plain BEFORE TRUNCATE ON public.routes FOR EACH STATEMENT EXECUTE FUNCTION kong_upgrade.refuse();
          COMMENT ON TRIGGER plain ON public.routes IS 'of the freeze';
        END $$
        """);

    /// <summary>Scratch databases of our run that are still there.</summary>
    public Task<long> ScratchesAsync() =>
        server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_database d WHERE shobj_description(d.oid, 'pg_database') LIKE 'kong-upgrade scratch copy of run {Run},%'");

    /// <summary>Puts shell lines before a tool's real work; <c>$real</c> is the tool. Calls that only ask for a version or a listing are not touched.</summary>
    public void Interpose(string tool, string script)
    {
        string folder = Folder + "/tools";
        Directory.CreateDirectory(folder);
        foreach (string name in new[] { "pg_dump", "pg_restore" })
        {
            if (!File.Exists($"{folder}/{name}")) WriteScript($"{folder}/{name}", $"exec '{server.Tool(name)}' \"$@\"");
        }
        WriteScript($"{folder}/{tool}", $"real='{server.Tool(tool)}'\ncase \"$1\" in --version|-l) exec \"$real\" \"$@\";; esac\n{script}\nexec \"$real\" \"$@\"");
        Options.ToolsDirectory = folder;
    }

    public string Write(string name, string text)
    {
        string path = $"{Folder}/{++files}-{name}";
        File.WriteAllText(path, text);
        return path;
    }

    public static void WriteScript(string path, string script)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Administrator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
