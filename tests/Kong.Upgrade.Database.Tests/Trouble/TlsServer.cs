using System.Diagnostics;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>A server that speaks TLS only, with a certificate for 127.0.0.1 from an authority that nobody knows.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kong-upgrade-tls-").FullName;

    public TlsServer() => Server = new() { Settings = ["ssl=on", $"ssl_cert_file={folder}/server.crt", $"ssl_key_file={folder}/server.key"] };

    public PostgresServer Server { get; }

    /// <summary>The file that holds the authority.</summary>
    public string Authority => folder + "/ca.crt";

    public KongDatabase Database(SslMode mode, string? authority = null, string host = "127.0.0.1") =>
        new(new NpgsqlConnectionStringBuilder(Server.ConnectionString("postgres", "kong")) { Host = host, SslMode = mode, RootCertificate = authority }.ConnectionString);

    public async ValueTask InitializeAsync()
    {
        if (Server.Tool("initdb") is not null) await MakeCertificatesAsync();
        await Server.InitializeAsync();
        if (Server.WhyAbsent is not null) return;
        await File.WriteAllTextAsync(Server.DataFolder + "/pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256\n", TestContext.Current.CancellationToken);
        await Server.ExecuteAsync("postgres", "SELECT pg_reload_conf()");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task MakeCertificatesAsync()
    {
        await File.WriteAllTextAsync(folder + "/san", "subjectAltName=IP:127.0.0.1\n", TestContext.Current.CancellationToken);
        await RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=nobody's authority", "-keyout", "ca.key", "-out", "ca.crt");
        await RunAsync("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-keyout", "server.key", "-out", "server.csr");
        await RunAsync("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "san", "-out", "server.crt");
        await RunAsync("chmod", "600", "server.key");
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "postgres", folder);
    }

    private async Task RunAsync(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardError = true })!;
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, said);
    }
}
