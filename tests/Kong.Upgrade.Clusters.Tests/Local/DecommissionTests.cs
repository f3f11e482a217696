using System.Net.Sockets;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Processes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Local;

public sealed class DecommissionTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly Decommission order = Decommission.Blue(FinishPermit.ForOperator("a test", TimeProvider.System));
    private static readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    private Site site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await Site.CreateAsync(server);
        await site.RunBlueAsync();
    }

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Decommission_Blue_DrainsFencesAndStopsItAndGreenGoesOn()
    {
        LocalClusterProvisioner provisioner = site.Provisioner();
        await provisioner.StartAsync(Site.Spec, Stop);
        Site.IsRunning(site.Blue).Should().BeTrue();

        await provisioner.DecommissionAsync(order, Stop);

        Site.IsRunning(site.Blue).Should().BeFalse();
        int[] ids = [.. site.Logs.Entries.Select(e => e.Id)];
        Array.IndexOf(ids, KongUpgradeEventIds.ClusterFenced).Should().BeGreaterThan(Array.IndexOf(ids, KongUpgradeEventIds.ClusterSilent)).And.BeLessThan(Array.IndexOf(ids, KongUpgradeEventIds.NodeStopping), "whatever restarts blue meanwhile must find the database closed");
        ids.Should().Contain(KongUpgradeEventIds.NodeDrained);
        CommandOutcome again = await Site.TryKongAsync(site.Blue, site.BlueLogin, "start");
        again.ExitCode.Should().NotBe(0);
        again.LastLines().Should().Contain("is not permitted to log in");
        (await client.GetAsync(new Uri(Site.Address(site.Green, "STATUS"), "/status/ready"), Stop)).IsSuccessStatusCode.Should().BeTrue();
        (await site.KongAsync(site.Green, site.GreenLogin, "restart")).ExitCode.Should().Be(0);
        site.Logs.Text.Should().NotContain(PostgresServer.Password);

        await provisioner.DecommissionAsync(order, Stop);
        await site.Fence.LiftFenceAsync(site.BlueLogin.Username, Stop);
        await site.KongAsync(site.Blue, site.BlueLogin, "start");
    }

    [Fact]
    public async Task Decommission_BlueStillUsed_IsLeftAloneUntilItIsNot()
    {
        site.Options.DrainWithin = TimeSpan.FromSeconds(3);
        Uri proxy = Site.Address(site.Blue, "PROXY");
        using (TcpClient idle = new(proxy.Host, proxy.Port)) await RefusedAsync("*Blue is still used after 3 s: blue-1 has 1 connections on proxy_listen*It was not stopped*");
        await WhileAskedAsync(proxy, _ => RefusedAsync("*Blue is still used after 3 s: blue-1 had * requests in 2 s*"), hides: true);
        await RefusedByNobodyAsync();
    }

    [Fact]
    public async Task Decommission_BlueUsedForAWhile_WaitsUntilThatEnds()
    {
        site.Options.DrainWithin = TimeSpan.FromSeconds(60);
        Uri proxy = Site.Address(site.Blue, "PROXY");
        Task leaving = Task.CompletedTask;
        await WhileAskedAsync(proxy, async answered =>
        {
            leaving = site.Provisioner().DecommissionAsync(order, Stop);
            await Eventually.HoldsAsync(() => Task.FromResult(site.Logs.Entries.Any(e => e.Id == KongUpgradeEventIds.ClusterSilenceAwaited)), "it waits");
            long begun = answered();
            await Eventually.HoldsAsync(() => Task.FromResult(answered() > begun + 500), "many requests are answered while it waits");
            leaving.IsCompleted.Should().BeFalse();
            Site.IsRunning(site.Blue).Should().BeTrue();
        });
        await leaving;
        Site.IsRunning(site.Blue).Should().BeFalse();
    }

    [Fact]
    public async Task Decommission_BlueIsNotAsDescribed_IsNotTouched()
    {
        LocalNode described = site.Blue;
        using AdminStub stranger = new() { Version = "3.9.0", Database = site.BlueLogin.Name, DatabasePort = site.BlueLogin.Port };
        stranger.Start();
        site.Options.Blue = [new() { Name = "blue-1", Kong = described.Kong, Prefix = described.Prefix, Admin = stranger.Address }];
        await RefusedAsync("*was not touched:*its prefix is '/opt/elsewhere'*", isTransient: false);
        stranger.Asked.Should().OnlyContain(path => path == "/");

        site.Options.Blue = [new() { Name = "blue-1", Kong = described.Kong, Prefix = described.Prefix + "-elsewhere" }];
        await RefusedAsync("*was not touched: nothing runs in *-elsewhere, but * is answered by Kong 3.9.0 on the same database*", isTransient: false);

        site.Options.Blue = [described];
        Site.IsRunning(described).Should().BeTrue();
    }

    [Fact]
    public async Task Decommission_AfterACrashBehindTheFence_GoesOnAlthoughBlueCannotSayWhoItIs()
    {
        await using Site real = await Site.CreateAsync(server, Dumps.Before390);
        await real.RunBlueAsync();
        await real.Fence.FenceAsync(real.BlueLogin.Username, real.GreenLogin.Username, Stop);
        await Eventually.HoldsAsync(async () => (int)(await client.GetAsync(Site.Address(real.Blue, "ADMIN"), Stop)).StatusCode == 500, "blue notices that it has no database");

        await real.Provisioner().DecommissionAsync(order, Stop);

        Site.IsRunning(real.Blue).Should().BeFalse();
        real.Logs.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.NodeUnheard);
    }

    [Fact]
    public async Task Decommission_SomethingRestartsBlue_ItFindsTheDatabaseClosed()
    {
        using CancellationTokenSource end = new();
        Task supervisor = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await Eventually.HoldsAsync(() => Task.FromResult(end.IsCancellationRequested || !Site.IsRunning(site.Blue)), "blue ends", TimeSpan.FromMinutes(2));
                if (!end.IsCancellationRequested) await Site.TryKongAsync(site.Blue, site.BlueLogin, "start");
            }
        }, Stop);

        await RefusedByNobodyAsync();
        CommandOutcome again = await Site.TryKongAsync(site.Blue, site.BlueLogin, "start");
        await end.CancelAsync();
        await supervisor;

        again.ExitCode.Should().NotBe(0);
        Site.IsRunning(site.Blue).Should().BeFalse();
    }

    [Fact]
    public async Task Decommission_NobodyFences_StopsAndSaysSoLoudly()
    {
        site.Options.Fence = null;
        await RefusedByNobodyAsync();
        site.Logs.Lines.Should().Contain(l => l.StartsWith($"Error {KongUpgradeEventIds.ClusterNotFenced} BLUE IS NOT FENCED", StringComparison.Ordinal));
        (await Site.TryKongAsync(site.Blue, site.BlueLogin, "start")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Decommission_FenceFails_NothingIsStopped()
    {
        await site.Server.ExecuteAsync("postgres", $"ALTER ROLE {site.GreenLogin.Username} NOLOGIN");
        await RefusedAsync("*may not log in*", isTransient: false);
        Site.IsRunning(site.Blue).Should().BeTrue();
    }

    private async Task RefusedAsync(string pattern, bool isTransient = true)
    {
        (await site.Provisioner().Awaiting(p => p.DecommissionAsync(order, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage(pattern)).Which.IsTransient.Should().Be(isTransient);
        Site.IsRunning(site.Options.Blue[0].Prefix.EndsWith("-elsewhere", StringComparison.Ordinal) ? site.Green : site.Blue).Should().Be(!site.Options.Blue[0].Prefix.EndsWith("-elsewhere", StringComparison.Ordinal));
        (await site.Server.ScalarAsync<bool>("postgres", $"SELECT rolcanlogin FROM pg_roles WHERE rolname = '{site.BlueLogin.Username}'")).Should().BeTrue("nothing was fenced");
    }

    private Task RefusedByNobodyAsync() => site.Provisioner().DecommissionAsync(order, Stop);

    // Requests that hide from looks at connections are asked of the Status API: the same counter counts them.
    private async Task WhileAskedAsync(Uri proxy, Func<Func<long>, Task> act, bool hides = false)
    {
        using CancellationTokenSource end = new();
        using HttpClient user = new(new SocketsHttpHandler { UseProxy = false });
        Uri asked = hides ? new(Site.Address(site.Blue, "STATUS"), "/status") : proxy;
        long answered = 0;
        Task asking = Task.Run(async () =>
        {
            for (; !end.IsCancellationRequested; Interlocked.Increment(ref answered)) (await user.GetAsync(asked, Stop)).Dispose();
        }, Stop);
        try
        {
            await act(() => Interlocked.Read(ref answered));
        }
        finally
        {
            await end.CancelAsync();
        }
        await asking;
    }
}
