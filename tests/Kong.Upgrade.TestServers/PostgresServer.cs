using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Kong.Upgrade.TestServers;

/// <summary>
/// A PostgreSQL server of the tests' own on a free loopback port, or the reason why there is none. Roles: <c>admin</c> (superuser) and <c>kong</c>
/// (a plain login role that owns its databases, as in kong-facts 12); every password is <see cref="Password"/>.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "s3cret'of\"the tests";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"kong-upgrade-pg-{Guid.NewGuid():N}");
    private readonly string? binaries = FindBinaries();
    private readonly SemaphoreSlim templates = new(1);
    private readonly HashSet<string> templatesMade = [];
    private Process? server;
    private int databases;

    /// <summary>Settings of the server, such as <c>max_connections=20</c>, set before it starts.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Names of all servers' databases must differ when they share a cluster; they do not.</summary>
    public string? WhyAbsent { get; private set; }

    public int Port { get; private set; }

    public string DataFolder => folder + "/data";

    public async ValueTask InitializeAsync()
    {
        if (binaries is null)
        {
            WhyAbsent = "the PostgreSQL server is not installed (no initdb below /usr/lib/postgresql or on the PATH)";
            return;
        }
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(folder + "/password", Password);
        // A server refuses to run as root; Debian's package brings the user postgres.
        if (Environment.IsPrivilegedProcess) await EndAsync(Process.Start("chown", ["-R", "postgres", folder]));
        await EndAsync(StartTool("initdb", "-D", DataFolder, "-U", "admin", "-A", "scram-sha-256", "--pwfile", folder + "/password", "-N", "--no-instructions"));
        Port = FreePort();
        await StartAsync();
        await ExecuteAsync("postgres", $"CREATE ROLE kong LOGIN PASSWORD {Quote(Password)}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public async Task StartAsync()
    {
        server = StartTool(
            "postgres",
            ["-D", DataFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", .. Settings.SelectMany(s => new[] { "-c", s })]);
        await UntilItAnswersAsync();
    }

    /// <summary>Stops it at once: sessions are thrown out (SIGINT, a fast shutdown).</summary>
    public async Task StopAsync()
    {
        if (server is null) return;
        // The pid is that of the server itself: setpriv replaces itself by what it runs.
        await EndAsync(Process.Start("kill", ["-INT", server.Id.ToString(CultureInfo.InvariantCulture)]));
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    public void SkipIfAbsent() => Assert.SkipWhen(WhyAbsent is not null, WhyAbsent ?? "");

    /// <summary>An empty database that belongs to <c>kong</c>.</summary>
    public async Task<KongDatabase> CreateAsync()
    {
        SkipIfAbsent();
        string name = NewName();
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} OWNER kong");
        return Database(name);
    }

    /// <summary>A database of its own with what a recorded dump holds, for example <c>3.4.2-to-3.9.1/s1-old-bootstrapped/with-sample-config.dump.sql</c>; its owner is <c>kong</c>.</summary>
    public async Task<KongDatabase> RestoreAsync(string dump)
    {
        SkipIfAbsent();
        string file = Recordings.Find(dump);
        string template = "template_" + string.Concat(dump.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        await templates.WaitAsync();
        try
        {
            if (!templatesMade.Contains(template)) await MakeTemplateAsync(template, file);
            templatesMade.Add(template);
            string name = NewName();
            await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Sql(template)} OWNER kong");
            return Database(name);
        }
        finally
        {
            templates.Release();
        }
    }

    public KongDatabase Database(string name, string user = "kong", string schema = "public") => new(ConnectionString(name, user), schema);

    public string ConnectionString(string database, string user = "admin") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = user,
        Password = Password,
        Database = database,
        Pooling = false,
    }.ConnectionString;

    /// <summary>As the superuser.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first value, as the superuser.</summary>
    public async Task<T?> ScalarAsync<T>(string database, string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        object? value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return value is null or DBNull ? default : (T)value;
    }

    public async Task<NpgsqlConnection> OpenAsync(string database, string user = "admin")
    {
        NpgsqlConnection connection = new(ConnectionString(database, user));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Another session that has done something in a transaction which stays open until it is disposed.</summary>
    public async Task<NpgsqlConnection> HoldAsync(string database, string sql, string user = "admin")
    {
        NpgsqlConnection connection = await OpenAsync(database, user);
        await using NpgsqlCommand command = new("BEGIN; " + sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>What pg_dump prints, without the lines that differ from call to call.</summary>
    public async Task<string> DumpAsync(string database, params string[] options)
    {
        using Process dump = StartTool("pg_dump", redirect: false, ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "admin", .. options, database]);
        string text = await dump.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EndAsync(dump);
        return string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("\\restrict", StringComparison.Ordinal) && !l.StartsWith("\\unrestrict", StringComparison.Ordinal)));
    }

    public string? Tool(string name) => binaries is null ? null : Path.Combine(binaries, name);

    private async Task MakeTemplateAsync(string template, string file)
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE {Sql(template)} OWNER kong");
        // On 15 and later nobody but the owner may create in public; the database's owner owns it through pg_database_owner.
        string copy = folder + "/" + template + ".sql";
        // The recorded roles are called otherwise than ours.
        string text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(copy, string.Join('\n', text.Split('\n').Where(l => !l.Contains(" OWNER TO ", StringComparison.Ordinal))));
        await EndAsync(StartTool("psql", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "kong", "-d", template, "-q", "-v", "ON_ERROR_STOP=1", "-f", copy));
    }

    private string NewName() => $"kong_{Interlocked.Increment(ref databases)}";

    private async Task UntilItAnswersAsync()
    {
        using CancellationTokenSource deadline = new(patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            try
            {
                await using NpgsqlConnection connection = new(ConnectionString("postgres"));
                await connection.OpenAsync(deadline.Token);
                return;
            }
            catch (NpgsqlException) when (!server!.HasExited)
            {
                // Not yet.
            }
        }
    }

    private Process StartTool(string tool, params string[] args) => StartTool(tool, redirect: true, args);

    private Process StartTool(string tool, bool redirect, string[] args)
    {
        string[] command = [Path.Combine(binaries!, tool), .. args];
        if (Environment.IsPrivilegedProcess) command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["PGPASSWORD"] = Password;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => { if (tool != "postgres" && line.Data is { Length: > 0 } text) Console.Error.WriteLine($"{tool}: {text}"); };
        process.BeginErrorReadLine();
        if (redirect) process.BeginOutputReadLine();
        return process;
    }

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(0, string.Join(' ', [process.StartInfo.FileName, .. process.StartInfo.ArgumentList]));
        }
    }

    public static int FreePort() => Ports.Next();

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Sql(string identifier) => $"\"{identifier}\"";

    private static string? FindBinaries()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(f => Path.Combine(f, "bin"))
            : [];
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return installed.Concat(path.Split(Path.PathSeparator)).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")));
    }
}
