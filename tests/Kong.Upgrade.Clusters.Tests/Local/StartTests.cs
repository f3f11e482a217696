using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Processes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Local;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StartTests(PostgresServer server) : IAsyncLifetime
{
    private const string Words = "the node's own last words, password ";

    private Site site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.CreateAsync(server);

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Start_TwoNodes_AreReadyAndKeepTheirSecrets()
    {
        site.Options.Green = [site.Green, site.Node("green-2", "3.9.1")];

        RunningCluster green = await site.Provisioner().StartAsync(Site.Spec, Stop);

        green.Nodes.Select(n => (n.Name, n.Version, n.Proxy)).Should().Equal(site.Options.Green.Select(n => (n.Name, Site.Spec.Version, (Uri?)Site.Address(n, "PROXY"))));
        green.Nodes.Should().OnlyContain(n => n.Admin != null && n.Status != null);
        int id = NodeProcess.Of(site.Green.Prefix)!.Id;
        (await File.ReadAllTextAsync($"/proc/{id}/cmdline", Stop)).Should().NotContain(PostgresServer.Password);
        (await File.ReadAllTextAsync($"/proc/{id}/environ", Stop)).Should().Contain($"KONG_PG_USER={site.GreenLogin.Username}\0");
        site.Logs.Text.Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Start_AfterTheHostCrashed_FindsTheNodeThatRuns()
    {
        await site.Provisioner().StartAsync(Site.Spec, Stop);
        int before = NodeProcess.Of(site.Green.Prefix)!.Id;

        await site.Provisioner().PrepareAsync(Site.Spec, Stop);
        (await site.Provisioner().StartAsync(Site.Spec, Stop)).Nodes.Should().ContainSingle();

        NodeProcess.Of(site.Green.Prefix)!.Id.Should().Be(before);
        site.Logs.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.NodeFound);
    }

    [Fact]
    public async Task Start_AnotherLoginRunsInThePrefix_IsRefusedAndLeftRunning()
    {
        await site.KongAsync(site.Green, site.BlueLogin, "start");

        string said = await FailsAsync($"*is not the one who answers: * logs in as {site.BlueLogin.Username} instead of {site.GreenLogin.Username}*Stop what runs in*");

        said.Should().NotContain(PostgresServer.Password);
        Site.IsRunning(site.Green).Should().BeTrue();
    }

    [Fact]
    public async Task Start_NeverReady_TellsItsLastWordsAndStopsItAgain()
    {
        site.Options.ReadyWithin = TimeSpan.FromSeconds(8);
        Faulty(("SIMULATED_KONG_NEVER_READY", "1"));
        string said = await FailsAsync("*was not ready within 8 s; it was waited for /status/ready: 503 \"router builds not yet complete\"*error.log ends with:*the node's own last words, password ?*");
        said.Should().NotContain(PostgresServer.Password);
        Site.IsRunning(site.Green).Should().BeFalse();
    }

    [Fact]
    public async Task Start_Dies_TellsItsLastWords()
    {
        Faulty(("SIMULATED_KONG_NEVER_READY", "1"), ("SIMULATED_KONG_DIE_AFTER", "0.3"));
        (await FailsAsync("*started and died before it was ready*[alert]*the node's own last words*")).Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Start_Hangs_IsBoundedAndLeavesNothing()
    {
        site.Options.ReadyWithin = TimeSpan.FromSeconds(8);
        Faulty(("SIMULATED_KONG_HANG_ON_START", "1"));
        (await FailsAsync("*was not ready within 8 s; it was waited for `kong start` to end*the node's own last words*")).Should().NotContain(PostgresServer.Password);
        Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out _)).Select(CommandLine)
            .Should().NotContain(line => line.Contains(site.Green.Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PortTakenMeanwhile_TellsKongsWords()
    {
        await site.Provisioner().PrepareAsync(Site.Spec, Stop);
        using TcpListener foreign = new(IPAddress.Loopback, Site.Address(site.Green, "PROXY").Port);
        foreign.Start();
        await FailsAsync("*did not start: `kong start` exited with 1 and said:*Address already in use*");
    }

    [Fact]
    public async Task Start_SomebodyElseHasTheAdminAddress_SendsNothingMoreAndStopsTheNode()
    {
        using AdminStub stranger = new() { Database = site.GreenLogin.Name, DatabasePort = site.GreenLogin.Port };
        stranger.Start();
        site.Options.Green = [new() { Name = "green-1", Kong = site.Green.Kong, Prefix = site.Green.Prefix, Admin = stranger.Address, Status = stranger.Address }];

        await FailsAsync($"*is not the one who answers: {stranger.Address} is answered by another node: its prefix is '/opt/elsewhere'*Nothing was sent to it*");

        stranger.Asked.Should().NotBeEmpty().And.OnlyContain(path => path == "/");
        Site.IsRunning(site.Green).Should().BeFalse();
    }

    [Fact]
    public async Task Start_SameWordsOfAnotherProcess_IsNotTheNode()
    {
        // A container's node, for example: the same prefix, version and database behind a port of this host.
        await site.KongAsync(site.Green, site.GreenLogin, "start");
        string file = Path.Combine(site.Green.Prefix, "pids", "nginx.pid");
        using Process other = Process.Start(new ProcessStartInfo(ScriptedKong.Write(Path.GetDirectoryName(site.Green.Prefix)!, "read line"), ["-p", site.Green.Prefix]) { RedirectStandardInput = true })!;
        string own = await File.ReadAllTextAsync(file, Stop);
        await File.WriteAllTextAsync(file, $"{other.Id}", Stop);

        await FailsAsync($"*is answered by process {own.Trim()}, but in {site.Green.Prefix} runs process {other.Id}*");

        other.Kill();
        await other.WaitForExitAsync(Stop);
        await File.WriteAllTextAsync(file, own, Stop);
    }

    [Fact]
    public async Task Start_PidFileNamesAStranger_StartsAndLeavesTheStrangerAlone()
    {
        using Process stranger = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        Directory.CreateDirectory(Path.Combine(site.Green.Prefix, "pids"));
        await File.WriteAllTextAsync(Path.Combine(site.Green.Prefix, "pids", "nginx.pid"), $"{stranger.Id}", Stop);
        LocalClusterProvisioner provisioner = site.Provisioner();

        await provisioner.DecommissionAsync(Decommission.Green("a test"), Stop);
        await provisioner.StartAsync(Site.Spec, Stop);

        site.Logs.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.NodePidStale);
        stranger.HasExited.Should().BeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task Start_OldVersionWithoutReadiness_IsReadyByStatusAndAProxiedAnswer()
    {
        await using KongDatabase database = await server.CreateAsync();
        LocalNode node = site.Node("green-1", "2.8.5");
        string prefix = Directory.CreateTempSubdirectory("kong-bootstrap-").FullName;
        (await Command.RunAsync(KongCli.Line(node.Kong, database, prefix, "migrations", "bootstrap"), TimeProvider.System, null, Stop)).ExitCode.Should().Be(0);
        Directory.Delete(prefix, recursive: true);
        LocalClusterOptions options = new() { Blue = [site.Blue], Green = [node], BlueLogin = database };
        LocalClusterProvisioner provisioner = new(options, loggers: site.Logs);

        RunningCluster green = await provisioner.StartAsync(new() { Version = node.Kong.Version, RunId = "r" }, Stop);

        green.Nodes.Should().ContainSingle(n => n.Version == node.Kong.Version);
        await provisioner.DecommissionAsync(Decommission.Green("a test"), Stop);
        Site.IsRunning(node).Should().BeFalse();
    }

    [Fact]
    public async Task Decommission_NodeThatHearsNoSignal_IsKilled()
    {
        site.Options.StopWithin = TimeSpan.FromSeconds(1);
        await site.Provisioner().StartAsync(Site.Spec, Stop);
        using Process stop = Process.Start("kill", ["-STOP", $"{NodeProcess.Of(site.Green.Prefix)!.Id}"]);
        await stop.WaitForExitAsync(Stop);

        await site.Provisioner().DecommissionAsync(Decommission.Green("a test"), Stop);

        Site.IsRunning(site.Green).Should().BeFalse();
        site.Logs.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.NodeKilled);
    }

    private void Faulty(params (string, string?)[] faults) =>
        site.Options.Green = [site.Node("green-1", "3.9.1", null, [.. faults, ("SIMULATED_KONG_LAST_WORDS", Words + PostgresServer.Password)])];

    private async Task<string> FailsAsync(string pattern)
    {
        string said = (await site.Provisioner().Awaiting(p => p.StartAsync(Site.Spec, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage(pattern)).Which.ToString();
        site.Logs.Text.Should().NotContain(PostgresServer.Password);
        return said;
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
