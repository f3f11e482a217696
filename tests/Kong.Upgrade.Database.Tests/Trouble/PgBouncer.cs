using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>A real pgbouncer before the tests' server, on a free loopback port; ended by its process id.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string Executable = "/usr/sbin/pgbouncer";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"kong-upgrade-pgbouncer-{Guid.NewGuid():N}");
    private Process? process;

    private PgBouncer()
    {
    }

    public int Port { get; } = PostgresServer.FreePort();

    public static async Task<PgBouncer> StartAsync(PostgresServer server, string mode, string ignored = "extra_float_digits,search_path", int poolSize = 5)
    {
        server.SkipIfAbsent();
        Assert.SkipUnless(File.Exists(Executable), "pgbouncer is not installed (apt-get install pgbouncer)");
        PgBouncer bouncer = new();
        await bouncer.StartAsync(server.Port, mode, ignored, poolSize);
        return bouncer;
    }

    public KongDatabase Database(string name) =>
        new(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "kong", Password = PostgresServer.Password, Database = name, Pooling = false, SslMode = SslMode.Disable }.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            using (process)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync(int serverPort, string mode, string ignored, int poolSize)
    {
        Directory.CreateDirectory(folder);
        string settings = string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={serverPort}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users
            pool_mode = {mode}
            default_pool_size = {poolSize}
            ignore_startup_parameters = {ignored}

            """);
        await File.WriteAllTextAsync(folder + "/pgbouncer.ini", settings);
        await File.WriteAllTextAsync(folder + "/users", $"\"kong\" \"{PostgresServer.Password.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        // It refuses to run as root, and setpriv replaces itself by what it runs.
        string[] command = [Executable, "-q", folder + "/pgbouncer.ini"];
        if (Environment.IsPrivilegedProcess)
        {
            using (Process chown = Process.Start("chown", ["-R", "postgres", folder])) await chown.WaitForExitAsync();
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        }
        process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" })!;
        await Eventually.HoldsAsync(() => Task.FromResult(IsListening()), "pgbouncer listens");
    }

    private bool IsListening()
    {
        process!.HasExited.Should().BeFalse("pgbouncer should run");
        using System.Net.Sockets.TcpClient client = new();
        try
        {
            client.Connect("127.0.0.1", Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
