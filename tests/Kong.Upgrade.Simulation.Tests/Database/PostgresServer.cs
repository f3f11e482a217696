using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Simulation.Tests.Command;
using Npgsql;

namespace Kong.Upgrade.Simulation.Tests.Database;

/// <summary>A PostgreSQL server of the tests' own on a free loopback port, or the reason why there is none. Its user <c>kong</c> has the password <c>right</c>.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"kong-pg-{Guid.NewGuid():N}");
    private readonly string? _binaries = FindBinaries();
    private Process? _server;
    private int _databases;

    public string? WhyAbsent { get; private set; }

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (_binaries is null)
        {
            WhyAbsent = "the PostgreSQL server is not installed (no initdb below /usr/lib/postgresql or on the PATH)";
            return;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            // A server refuses to run as root; Debian's package brings the user postgres.
            await EndAsync(Process.Start("chown", ["postgres", _folder]));
        }

        await File.WriteAllTextAsync(_folder + ".pw", "right");
        await EndAsync(StartTool("initdb", "-D", _folder + "/data", "-U", "kong", "-E", "UTF8", "-A", "scram-sha-256", "--pwfile", _folder + ".pw", "-N", "--no-instructions"));
        Port = FreePort.Take();
        await StartAsync();
    }

    private Task StartAsync()
    {
        _server = StartTool(
            "postgres", "-D", _folder + "/data", "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
        return UntilItAnswersAsync();
    }

    /// <summary>A fast restart: sessions are ended, committed work stays.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>A new database with the content of a plain dump.</summary>
    public async Task<string> RestoreAsync(string dump)
    {
        string name = await CreateDatabaseAsync();
        await RunClientAsync("psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", name, "-f", dump);
        return name;
    }

    public Task<string> DumpAsync(string database) => RunClientAsync("pg_dump", "--format=plain", "--no-owner", "--no-privileges", "-d", database);

    public async Task<string> AskAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString(database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture) ?? "";
    }

    private async Task<string> RunClientAsync(string tool, params string[] args)
    {
        // The clients may be installed elsewhere than the server.
        string beside = Path.Combine(_binaries!, tool);
        ProcessStartInfo start = new(File.Exists(beside) ? beside : tool, ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "kong", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = "right";
        start.Environment["PGCLIENTENCODING"] = "UTF8";
        using Process process = Process.Start(start)!;
        Task<string> trouble = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, await trouble);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        File.Delete(_folder + ".pw");
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task StopAsync()
    {
        if (_server is not null)
        {
            // The pid is that of the server itself: setpriv replaces itself by what it runs.
            await EndAsync(Process.Start("kill", ["-INT", _server.Id.ToString(CultureInfo.InvariantCulture)]));
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
    }

    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"kong_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString(database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The pg_* keys for a database here.</summary>
    public Dictionary<string, string> Settings(string database) => new()
    {
        ["pg_host"] = "127.0.0.1",
        ["pg_port"] = Port.ToString(CultureInfo.InvariantCulture),
        ["pg_user"] = "kong",
        ["pg_password"] = "right",
        ["pg_database"] = database,
    };

    /// <summary>Another session that keeps a table for itself until it is disposed.</summary>
    public async Task<Session> LockAsync(string database, string table)
    {
        NpgsqlConnection connection = new(ConnectionString(database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new Session(connection);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=kong;Password=right;Database={database};Pooling=false";

    private async Task UntilItAnswersAsync()
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            try
            {
                await using NpgsqlConnection connection = new(ConnectionString("postgres"));
                await connection.OpenAsync(deadline.Token);
                return;
            }
            catch (NpgsqlException) when (!_server!.HasExited)
            {
                // Not yet.
            }
        }
    }

    private Process StartTool(string tool, params string[] args)
    {
        string[] command = [Path.Combine(_binaries!, tool), .. args];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        }

        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(0, process.StartInfo.FileName);
        }
    }

    private static string? FindBinaries()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            : [];
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return installed.Concat(path.Split(Path.PathSeparator)).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    public sealed class Session(NpgsqlConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
