using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A PostgreSQL server of the benchmark's own on a free loopback port, with a database <c>kong</c>; stopped and removed when disposed.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"kong-upgrade-pg-{Guid.NewGuid():N}");
    private Process? server;

    /// <summary>Where its programs are: those that are measured beside ours, and that ours run.</summary>
    public string Binaries { get; } = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(f => Path.Combine(f, "bin")).Last(f => File.Exists(Path.Combine(f, "initdb")));

    public int Port { get; } = FreePort();

    public string ConnectionString(string database = "kong") => $"Host=127.0.0.1;Port={Port};Username=kong;Database={database};Timeout=60;Command Timeout=600";

    public static async Task<DatabaseServer> StartAsync()
    {
        DatabaseServer made = new();
        Directory.CreateDirectory(made.folder);
        // A server refuses to run as root; Debian's package brings the user postgres.
        if (Environment.IsPrivilegedProcess) await EndAsync(Process.Start("chown", ["postgres", made.folder]));
        await EndAsync(made.Tool("initdb", "-D", made.folder + "/data", "-U", "kong", "-A", "trust", "-N", "--no-instructions"));
        made.server = made.Tool("postgres", "-D", made.folder + "/data", "-p", Number(made.Port), "-k", made.folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
        await made.UntilItAnswersAsync();
        await made.ExecuteAsync("CREATE DATABASE kong", "postgres");
        return made;
    }

    public async Task ExecuteAsync(string sql, string database = "kong")
    {
        await using NpgsqlConnection connection = new(ConnectionString(database));
        await connection.OpenAsync();
#pragma warning disable CA2100 // Texts of this assembly.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a careful person does instead: dump everything and hash the dump.</summary>
    public async Task DumpAndHashAsync() =>
        await EndAsync(Process.Start(new ProcessStartInfo("sh", ["-c", $"'{Binaries}/pg_dump' -h 127.0.0.1 -p {Port} -U kong kong | sha256sum"]) { RedirectStandardOutput = true })!);

    /// <summary>How long the server and its own tool take to hand out everything.</summary>
    public async Task DumpToNowhereAsync() =>
        await EndAsync(Process.Start(Path.Combine(Binaries, "pg_dump"), ["-f", "/dev/null", "-h", "127.0.0.1", "-p", Number(Port), "-U", "kong", "kong"]));

    /// <summary>What a person types to save the database, as fast as it goes.</summary>
    public async Task DumpAsync(string folder, int jobs) =>
        await EndAsync(Process.Start(Path.Combine(Binaries, "pg_dump"), ["-Fd", "-j", Number(jobs), "-f", folder, "-h", "127.0.0.1", "-p", Number(Port), "-U", "kong", "kong"]));

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            // The pid is that of the server itself: setpriv replaces itself by what it runs.
            await EndAsync(Process.Start("kill", ["-INT", Number(server.Id)]));
            await server.WaitForExitAsync();
            server.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private Process Tool(string tool, params string[] arguments)
    {
        string[] command = [Path.Combine(Binaries, tool), .. arguments];
        if (Environment.IsPrivilegedProcess) command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task UntilItAnswersAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync("SELECT 1", "postgres");
                return;
            }
            catch (NpgsqlException) when (attempt < 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            if (process.StartInfo.FileName == "sh") await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}.");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
