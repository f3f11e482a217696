using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>start, stop and their siblings of the built executable: real background processes on real ports.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DaemonTests : IAsyncLifetime
{
    private const string Configuration = """
        _format_version: "3.0"
        services:
        - name: echo
          url: http://127.0.0.1:9
          routes:
          - name: here
            paths: [/here]
        """;

    private readonly SimulatedExecutable _kong = new();
    private readonly int _proxy = FreePort.Take();
    private readonly int _admin = FreePort.Take();
    private readonly int _status = FreePort.Take();
    private readonly HttpClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Prefix => Path.Combine(_kong.Folder, "prefix");

    private string PidFile => Path.Combine(Prefix, "pids", "nginx.pid");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a simulated background node is found by /proc, which only Linux has");
        (await KongAsync("migrations bootstrap")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Start_ThenStop_ServesInBetween()
    {
        (await KongAsync("start")).Should().Be((0, "Kong started\n", ""));
        (await _client.GetStringAsync(Admin("/"), Cancellation)).Should().Contain("\"version\":\"3.9.1\"");
        (await KongAsync("health")).Out.Should().StartWith("nginx.......running\n");
        (await KongAsync("start")).Should().Be((1, "", Error($"Kong is already running in {Prefix}")));
        (await KongAsync("reload")).Should().Be((0, "Kong reloaded\n", ""));

        (await KongAsync("stop")).Should().Be((0, "Kong stopped\n", ""));

        await _client.Invoking(client => client.GetAsync(Admin("/"), Cancellation)).Should().ThrowAsync<HttpRequestException>();
        File.Exists(PidFile).Should().BeFalse();
        (await KongAsync("stop")).Should().Be((1, "", Error($"nginx not running in prefix: {Prefix}")));
    }

    [Fact]
    public async Task Start_WritesItsSettingsForItsOwnerOnly()
    {
        await KongAsync("start");

        File.GetUnixFileMode(Path.Combine(Prefix, ".kong_env")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Quit_ByPrefixAlone_EndsGracefully()
    {
        await KongAsync("start");

        (await KongAsync($"quit -p {Prefix}")).Should().Be((0, "Kong stopped (gracefully)\n", ""));

        (await KongAsync("health")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Quit_RequestThatDoesNotEnd_IsForcedAfterItsTime()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string file = Path.Combine(_kong.Folder, "kong.yml");
        await File.WriteAllTextAsync(file, Configuration.Replace(":9", $":{((IPEndPoint)silent.LocalEndpoint).Port}", StringComparison.Ordinal), Cancellation);
        await KongAsync($"config db_import {file}");
        await KongAsync("start");
        Task<HttpResponseMessage> asking = _client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_proxy}/here")), Cancellation);
        using TcpClient asked = await silent.AcceptTcpClientAsync(Cancellation);

        (await KongAsync("quit -w 0.1 -t 1")).Should().Be((0, "Timeout, Kong stopped forcefully\n", ""));

        await asking.Invoking(task => task).Should().ThrowAsync<HttpRequestException>();
        (await KongAsync("health")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Drain_RunningNode_IsNotReadyButServesUntilARestart()
    {
        await KongAsync("start");
        (await ReadyAsync()).Should().Be((HttpStatusCode.OK, """{"message":"ready"}"""));

        (await KongAsync($"drain -p {Prefix}")).Should().Be((0, "Kong's status successfully changed to 'draining'\n", ""));

        (await ReadyAsync()).Should().Be((HttpStatusCode.ServiceUnavailable, """{"message":"draining"}"""));
        using StringContent back = new("""{"status":"ready"}""", System.Text.Encoding.UTF8, "application/json");
        (await _client.PostAsync(Status("/status/ready"), back, Cancellation)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await _client.GetAsync(Admin("/status"), Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        await KongAsync("restart");
        (await ReadyAsync()).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Drain_BeforeItExisted_IsNoCommand() => (await KongAsync("drain", version: "3.8.1")).Err.Should().StartWith("No such command: drain");

    [Fact]
    public async Task Start_ShowsItsOwnProcess()
    {
        await KongAsync("start");
        string root = await _client.GetStringAsync(Admin("/"), Cancellation);
        root.Should().Contain($"\"master\":{(await File.ReadAllTextAsync(PidFile, Cancellation)).Trim()}");
        (await File.ReadAllTextAsync(Path.Combine(Prefix, "logs", "error.log"), Cancellation)).Should().Contain("[notice]").And.Contain("start worker processes");
    }

    [Fact]
    public async Task Quit_StartedInTheBackgroundOfAShell_EndsGracefully()
    {
        _kong.IsInBackground = true;
        await KongAsync("start");

        (await KongAsync("quit")).Should().Be((0, "Kong stopped (gracefully)\n", ""));
    }

    [Fact]
    public async Task Restart_RunningNode_BecomesAnotherProcess()
    {
        await KongAsync("start");
        string before = await File.ReadAllTextAsync(PidFile, Cancellation);

        (await KongAsync("restart")).Should().Be((0, "Kong started\n", ""));

        (await File.ReadAllTextAsync(PidFile, Cancellation)).Should().NotBe(before);
    }

    [Fact]
    public async Task Start_AfterTheNodeWasKilled_StartsAgain()
    {
        await KongAsync("start");
        using (Process node = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile, Cancellation), CultureInfo.InvariantCulture)))
        {
            node.Kill();
            await node.WaitForExitAsync(Cancellation);
        }

        (await KongAsync("health")).ExitCode.Should().Be(1);
        (await KongAsync("start")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Stop_PidOfAStranger_TouchesNobody()
    {
        using Process stranger = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        Directory.CreateDirectory(Path.GetDirectoryName(PidFile)!);
        await File.WriteAllTextAsync(PidFile, stranger.Id.ToString(CultureInfo.InvariantCulture), Cancellation);

        (await KongAsync("stop")).ExitCode.Should().Be(1);

        stranger.HasExited.Should().BeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task Start_PortTaken_FailsInNginxWords()
    {
        using TcpListener other = new(IPAddress.Loopback, _proxy);
        other.Start();

        (int exitCode, _, string stderr) = await KongAsync("start");

        exitCode.Should().Be(1);
        stderr.Should().Contain($"nginx: [emerg] bind() to 127.0.0.1:{_proxy} failed (98: Address already in use)\n").And.Contain("nginx: [emerg] still could not bind()\n");
        (await KongAsync("health")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task DbImport_ThenStart_ServesWhatWasImported()
    {
        string file = Path.Combine(_kong.Folder, "kong.yml");
        string export = Path.Combine(_kong.Folder, "export.yml");
        await File.WriteAllTextAsync(file, Configuration, Cancellation);
        (await KongAsync($"config parse {file}")).ExitCode.Should().Be(0);
        (await KongAsync($"config db_import {file}")).ExitCode.Should().Be(0);
        await KongAsync("start");

        (await _client.GetStringAsync(Admin("/routes/here"), Cancellation)).Should().Contain("/here");
        (await KongAsync($"config db_export {export}")).Should().Be((0, "", ""));
        (await File.ReadAllTextAsync(export, Cancellation)).Should().Be(Configuration);
    }

    [Fact]
    public async Task Start_PendingMigrations_StartsOldAndNewAndRefusesWhatIsNotMigrated()
    {
        await KongAsync("migrations reset --yes");
        await KongAsync("migrations bootstrap", version: "3.4.2");
        (int tooEarly, _, string refused) = await KongAsync("start");
        await KongAsync("migrations up");

        (int exitCode, string stdout, _) = await KongAsync("start");

        tooEarly.Should().Be(1);
        refused.Should().Contain("New migrations available; run 'kong migrations up' to proceed");
        exitCode.Should().Be(0);
        stdout.Should().StartWith("Database has pending migrations:\n                 acme: 003_350_to_360\n").And.EndWith("Kong started\n");
    }

    public async ValueTask DisposeAsync()
    {
        await KongAsync("stop");
        _client.Dispose();
        _kong.Dispose();
    }

    private static string Error(string message) => $"Error: {message}\n\n  Run with --v (verbose) or --vv (debug) for more details\n";

    private Uri Admin(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_admin}{path}"));

    private Uri Status(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_status}{path}"));

    private async Task<(HttpStatusCode Status, string Body)> ReadyAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync(Status("/status/ready"), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private Task<(int ExitCode, string Out, string Err)> KongAsync(string arguments, string version = "3.9.1") => _kong.RunAsync(
        version, arguments, Listen("PROXY", _proxy), Listen("ADMIN", _admin), Listen("STATUS", _status));

    private static (string Name, string Value) Listen(string listener, int port) =>
        ($"KONG_{listener}_LISTEN", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
}
