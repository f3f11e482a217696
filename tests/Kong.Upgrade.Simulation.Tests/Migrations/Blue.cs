using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Tests.Command;
using Kong.Upgrade.Simulation.Tests.Database;

namespace Kong.Upgrade.Simulation.Tests.Migrations;

/// <summary>A database of a real old Kong, restored from a recorded dump, and commands run on it in this process.</summary>
internal sealed class Blue : IDisposable
{
    private readonly PostgresServer _server;
    private readonly SimulatedExecutable _kong = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("kong-blue-").FullName;

    private Blue(PostgresServer server, string database)
    {
        (_server, Database) = (server, database);
        Directory.CreateDirectory(Path.Combine(_folder, "prefix"));
    }

    public string Database { get; }

    public string Folder => _folder;

    /// <summary>Settings beside those of the database.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public static string Recorded(string file)
    {
        Assert.SkipWhen(Recordings.Folder is null, Recordings.Absent);
        return Path.Combine(Recordings.Folder!, file);
    }

    public static async Task<Blue> RestoreAsync(PostgresServer server, string file = "3.4.2-to-3.9.1/s1-old-bootstrapped/with-sample-config.dump.sql")
    {
        Assert.SkipWhen(server.WhyAbsent is not null, server.WhyAbsent ?? "");
        return new Blue(server, await server.RestoreAsync(Recorded(file)));
    }

    public Dictionary<string, string> Environment() => Merged()
        .ToDictionary(pair => "KONG_" + pair.Key.ToUpperInvariant(), pair => pair.Value);

    private Dictionary<string, string> Merged() => _server.Settings(Database).Where(pair => !Settings.ContainsKey(pair.Key))
        .Concat(Settings).Append(new("prefix", Path.Combine(_folder, "prefix"))).ToDictionary();

    public async Task<(int ExitCode, string Out, string Err)> RunAsync(string version, string arguments, SimulatedKongCommandOptions? options = null)
    {
        using StringWriter stdout = new();
        using StringWriter stderr = new();
        int exitCode = await new SimulatedKongCommand(KongVersion.Parse(version), options)
            .RunAsync(arguments.Split(' '), Environment(), stdout, stderr, TestContext.Current.CancellationToken);
        return (exitCode, stdout.ToString(), stderr.ToString());
    }

    /// <summary>The same with the executable, as a process of its own.</summary>
    public Process Start(string version, string arguments, params (string Name, string Value)[] environment) => _kong.Start(
        version, arguments, [("KONG_SIMULATED_DATABASE", ""), .. Environment().Select(pair => (pair.Key, pair.Value)), .. environment]);

    public async Task<(int ExitCode, string Out, string Err)> EndAsync(Process process)
    {
        Task<string> stdout = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> stderr = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await stdout, await stderr);
    }

    /// <summary>How many of Kong's backends wait for a lock, as pg_stat_activity shows them.</summary>
    public async Task<int> WaitingAsync() => int.Parse(
        await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'kong' AND datname = current_database() AND wait_event_type = 'Lock'"),
        CultureInfo.InvariantCulture);

    public Task<string> RecordedMigrationsAsync() => AskAsync(
        "SELECT string_agg(subsystem || ' ' || COALESCE(last_executed, '-') || ' ' || COALESCE(pending::text, '-'), ', ' ORDER BY subsystem) FROM schema_meta"
        + " WHERE subsystem IN ('core', 'acme', 'ai-proxy', 'rate-limiting')");

    /// <summary>The database as nodes see it.</summary>
    public SimulatedDatabase Tables(TimeProvider? time = null) =>
        SimulatedDatabase.InPostgres(PostgresSettings.From(Merged().GetValueOrDefault, null), time);

    public Task<PostgresServer.Session> LockAsync(string table) => _server.LockAsync(Database, table);

    /// <summary>Credentials that have expired since the recording live as long again as they did then: nodes and exports hand out no expired ones.</summary>
    public Task ReviveAsync() => ExecuteAsync("UPDATE keyauth_credentials SET ttl = CURRENT_TIMESTAMP + (ttl - created_at) WHERE ttl IS NOT NULL");

    public Task ExecuteAsync(string sql) => _server.ExecuteAsync(Database, sql);

    public Task<string> AskAsync(string sql) => _server.AskAsync(Database, sql);

    public async Task<string> DumpAsync() => Dump.Normalize(await _server.DumpAsync(Database));

    public void Dispose()
    {
        _kong.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
