using System.Net;
using System.Net.Sockets;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Local;

/// <summary>What is found before anything is started. Blue does not run here; its configuration is enough.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrepareTests(PostgresServer server) : IAsyncLifetime
{
    private Site site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.CreateAsync(server);

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Prepare_AllIsWell_MakesAPrefixForItsOwnerOnlyAndShowsSizes()
    {
        LocalClusterProvisioner provisioner = site.Provisioner();
        provisioner.SizeComparison.Should().BeNull();

        await provisioner.PrepareAsync(Site.Spec, Stop);
        await provisioner.PrepareAsync(Site.Spec, Stop);

        File.GetUnixFileMode(site.Green.Prefix).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        provisioner.SizeComparison.Should().MatchRegex(@"blue +green\nnodes +1 +1\nworkers, all nodes +2 +2\nmem_cache_size, smallest \(MiB\) +128 +128\nopen files, smallest +\d+ +\d+\npg_max_concurrent_queries, smallest +unlimited +unlimited$");
        site.Logs.Text.Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Prepare_ExecutableOfAnotherVersion_IsRefused()
    {
        site.Options.Green = [site.Node("green-1", "3.9.1", null, ("SIMULATED_KONG_VERSION", "3.9.0"))];
        await RefusedAsync("*said '3.9.0'; green-1 is to be Kong 3.9.1*");
    }

    [Fact]
    public async Task Prepare_PlanToAnotherVersion_IsRefused()
    {
        site.Options.Green = [site.Node("green-1", "3.8.1")];
        await RefusedAsync("*green-1 is of Kong 3.8.1; the plan goes to 3.9.1*");
    }

    [Fact]
    public async Task Prepare_ConfigurationThatKongRefuses_TellsItsWords()
    {
        string folder = Path.GetDirectoryName(site.Green.Prefix)!, conf = Path.Combine(folder, "kong.conf");
        await File.WriteAllTextAsync(conf, "log_level = loud\n", Stop);
        string kong = ScriptedKong.Write(folder, """if [ "$1" = version ]; then echo 3.9.1; else echo "[error] log_level has an invalid value: 'loud' $KONG_PG_PASSWORD"; exit 1; fi""");
        site.Options.Green = [new() { Name = "green-1", Prefix = site.Green.Prefix, Kong = new(Site.Spec.Version, kong) { ConfigurationFile = conf, Environment = site.Green.Kong.Environment } }];
        string said = await RefusedAsync("*'kong check*kong.conf' of green-1 exited with 1:*log_level has an invalid value: 'loud' ?*");
        said.Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Prepare_OtherPluginsThanBlue_ShowsBothLists()
    {
        site.Options.Green = [site.Node("green-1", "3.9.1", null, ("KONG_PLUGINS", "bundled,mine"))];
        await RefusedAsync("*blue-1 and green-1 have different plugins: 'bundled' and 'bundled,mine'*");
    }

    [Fact]
    public async Task Prepare_SamePluginsInAnotherOrder_IsFine()
    {
        site.Options.Blue = [site.Node("blue-1", "3.9.0", site.BlueLogin, ("KONG_PLUGINS", "mine, bundled"))];
        site.Options.Green = [site.Node("green-1", "3.9.1", null, ("KONG_PLUGINS", "bundled,mine"))];
        await site.Provisioner().PrepareAsync(Site.Spec, Stop);
    }

    [Fact]
    public async Task Prepare_ConfiguredForAnotherDatabase_IsRefused()
    {
        string conf = Path.Combine(Path.GetDirectoryName(site.Green.Prefix)!, "kong.conf");
        await File.WriteAllTextAsync(conf, "pg_host = localhost\npg_port = 1\npg_database = other\n", Stop);
        site.Options.Green = [new() { Name = "green-1", Prefix = site.Green.Prefix, Kong = new(Site.Spec.Version, SimulatedKong.Path) { ConfigurationFile = conf, Environment = site.Green.Kong.Environment } }];
        string said = await RefusedAsync("*green-1 is configured with pg_port '1'*green-1 is configured with pg_database 'other'*");
        said.Should().NotContain("pg_host");
    }

    [Fact]
    public async Task Prepare_AddressesClash_AllAreNamedAtOnce()
    {
        using TcpListener foreign = new(IPAddress.Any, 0);
        foreign.Start();
        int held = ((IPEndPoint)foreign.LocalEndpoint).Port;
        string blueProxy = site.Blue.Kong.Environment["KONG_PROXY_LISTEN"];
        site.Options.Green =
        [
            site.Node("green-1", "3.9.1", null, ("KONG_PROXY_LISTEN", $"{blueProxy}, 127.0.0.1:{held} ssl"), ("KONG_ADMIN_GUI_LISTEN", null)),
            site.Node("green-2", "3.9.1", null, ("KONG_ADMIN_GUI_LISTEN", null)),
        ];
        await RefusedAsync($"*green-1 would listen on proxy_listen {blueProxy}, where blue-1 listens*green-2 would listen on admin_gui_listen 0.0.0.0:8002, where green-1 listens*on by default*green-1 would listen on proxy_listen 127.0.0.1:{held}, but somebody listens on 0.0.0.0:{held}*");
    }

    [Fact]
    public async Task Prepare_PrefixOfAnotherVersion_IsRefused()
    {
        await site.Provisioner().PrepareAsync(Site.Spec, Stop);
        LocalNode later = site.Node("green-1", "3.9.2");
        site.Options.Green = [later];
        await RefusedAsync("*belongs to another node or version (green-1 Kong 3.9.1)*", new() { Version = later.Kong.Version, RunId = "r" });
    }

    [Fact]
    public async Task Prepare_PrefixThatSomeKongUsed_IsRefusedAndLeftAlone()
    {
        Directory.CreateDirectory(site.Green.Prefix);
        await File.WriteAllTextAsync(Path.Combine(site.Green.Prefix, ".kong_env"), "", Stop);
        await RefusedAsync("*was used by a Kong of which nobody knows the version*");
        Directory.GetFileSystemEntries(site.Green.Prefix).Should().ContainSingle();
    }

    [Fact]
    public async Task Prepare_SmallerThanBlue_IsRefusedUnlessSomebodySaysWhy()
    {
        site.Options.Blue = [site.Node("blue-1", "3.9.0", site.BlueLogin, ("KONG_NGINX_WORKER_PROCESSES", "4"), ("KONG_MEM_CACHE_SIZE", "1g"), ("KONG_NGINX_HTTP_LUA_SHARED_DICT", "mine 10m")), site.Node("blue-2", "3.9.0", site.BlueLogin)];
        site.Options.Green = [site.Node("green-1", "3.9.1", null, ("KONG_PG_MAX_CONCURRENT_QUERIES", "3"), ("KONG_NGINX_MAIN_WORKER_RLIMIT_NOFILE", "64"), ("KONG_MEM_CACHE_SIZE", "64m"))];
        await RefusedAsync("*smaller than blue in nodes; workers, all nodes; mem_cache_size, smallest (MiB); open files, smallest; pg_max_concurrent_queries, smallest*workers, all nodes * 6 * 2  smaller*");

        await site.Provisioner().PrepareAsync(new() { Version = Site.Spec.Version, RunId = "r", MatchBlueCapacity = false }, Stop);
        site.Options.AcceptSmallerGreen = "a quiet Sunday";
        await site.Provisioner().PrepareAsync(Site.Spec, Stop);
        site.Logs.Text.Should().Contain("which is accepted: a quiet Sunday");
    }

    [Fact]
    public async Task Prepare_SharedDictSmallerInOneNode_IsSmaller()
    {
        (string, string?)[] dict = [("KONG_NGINX_HTTP_LUA_SHARED_DICT", "mine 10m")];
        site.Options.Blue = [site.Node("blue-1", "3.9.0", site.BlueLogin, dict)];
        site.Options.Green = [site.Node("green-1", "3.9.1", null, dict), site.Node("green-2", "3.9.1", null, ("KONG_NGINX_HTTP_LUA_SHARED_DICT", "mine 512k"))];
        await RefusedAsync("*lua_shared_dict mine, smallest (KiB) *10240 *512  smaller*");
    }

    [Fact]
    public async Task Prepare_NoAdminAddress_IsRefused()
    {
        site.Options.Green = [site.Node("green-1", "3.9.1", null, ("KONG_ADMIN_LISTEN", "off"))];
        await RefusedAsync("*green-1*has no Admin address*");
    }

    [Fact]
    public void Environment_OfANode_HoldsNothingOfKongThatTheNodeDoesNotName()
    {
        Environment.SetEnvironmentVariable("KONG_UPGRADE_TEST_LEAK", "leaked");
        Dictionary<string, string?> environment = NodeEnvironment.Of(site.Green, site.GreenLogin);
        environment["KONG_UPGRADE_TEST_LEAK"].Should().BeNull();
        NodeEnvironment.Seen(environment).Should().NotContainKey("KONG_UPGRADE_TEST_LEAK").And.ContainKey("PATH").And.ContainKey("KONG_PG_PASSWORD");
        environment["KONG_NGINX_DAEMON"].Should().Be("on");
    }

    [Theory]
    [InlineData("/dev/stderr", "Its error log goes to /dev/stderr, which cannot be read again.")]
    [InlineData("syslog:server=unix:/dev/log", "Its error log goes to *syslog:server*")]
    [InlineData("logs/other.log debug", "*/green-1/logs/other.log ends with:\nsaid since")]
    [InlineData("logs/none.log", "*/green-1/logs/none.log cannot be read*")]
    public async Task LastWords_OfAnErrorLog_AreThoseSinceTheStart(string errorLog, string expected)
    {
        NodePlan plan = await NodePlan.LoadAsync(site.Node("green-1", "3.9.1", null, ("KONG_PROXY_ERROR_LOG", errorLog)), site.GreenLogin, isPointed: true, Stop);
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(plan.Prefix, "logs")).FullName, "other.log");
        await File.WriteAllTextAsync(file, "said before\n", Stop);
        LastWords words = LastWords.From(plan);
        await File.AppendAllTextAsync(file, "said since\n", Stop);

        words.Tell().Should().Match(expected);
    }

    [Theory]
    [InlineData(null, null, "logs/error.log", null)]
    [InlineData("/var/log/kong/error.log notice", "127.0.0.1:8000, 127.0.0.1:8443 ssl http2, 127.0.0.1:9443 ssl", "/var/log/kong/error.log", "https://127.0.0.1:8443/")]
    [InlineData("/dev/stderr", "0.0.0.0:8443 http2 ssl", null, "https://127.0.0.1:8443/")]
    [InlineData("syslog:server=unix:/dev/log", "off", null, null)]
    public async Task Node_OfAConfiguration_SaysItsErrorLogAndItsAddressOverTls(string? errorLog, string? proxyListen, string? expectedLog, string? expectedTls)
    {
        (string, string?)[] settings = [.. errorLog is null ? [] : new (string, string?)[] { ("KONG_PROXY_ERROR_LOG", errorLog) }, .. proxyListen is null ? [] : new (string, string?)[] { ("KONG_PROXY_LISTEN", proxyListen) }];
        NodePlan plan = await NodePlan.LoadAsync(site.Node("green-1", "3.9.1", null, settings), site.GreenLogin, isPointed: true, Stop);

        plan.Node.ErrorLog.Should().Be(expectedLog is null ? null : Path.Combine(plan.Prefix, expectedLog));
        plan.Node.ProxyTls.Should().Be(expectedTls is null ? null : new Uri(expectedTls));
    }

    private async Task<string> RefusedAsync(string pattern, ClusterSpec? spec = null)
    {
        UpgradeServiceException refusal = (await site.Provisioner().Awaiting(p => p.PrepareAsync(spec ?? Site.Spec, Stop)).Should().ThrowAsync<UpgradeServiceException>().WithMessage(pattern)).Which;
        refusal.IsTransient.Should().BeFalse();
        if (spec is null && !pattern.Contains("was used by", StringComparison.Ordinal)) Directory.Exists(site.Green.Prefix).Should().BeFalse("nothing is made when something is refused");
        return refusal.Message;
    }
}
