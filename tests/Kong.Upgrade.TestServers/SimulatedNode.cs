using System.Globalization;
using System.Net;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.TestServers;

/// <summary>A simulated Kong node in a process of its own, which reads its configuration from the real database. Stopped by its own command when it is disposed.</summary>
public sealed class SimulatedNode : IAsyncDisposable
{
    private static readonly HttpClient http = new();

    private readonly KongCommand kong;
    private readonly KongDatabase login;
    private readonly string prefix = Directory.CreateTempSubdirectory("kong-node-").FullName;

    private SimulatedNode(string version, KongDatabase login)
    {
        (ProxyPort, AdminPort) = (PostgresServer.FreePort(), PostgresServer.FreePort());
        this.login = login;
        kong = SimulatedKong.Of(
            version,
            ("KONG_PROXY_LISTEN", $"127.0.0.1:{ProxyPort}"), ("KONG_ADMIN_LISTEN", $"127.0.0.1:{AdminPort}"),
            ("KONG_STATUS_LISTEN", $"127.0.0.1:{PostgresServer.FreePort()}"), ("KONG_ADMIN_GUI_LISTEN", "off"));
    }

    public int ProxyPort { get; }

    public int AdminPort { get; }

    public KongVersion Version => kong.Version;

    public Uri Proxy => new($"http://127.0.0.1:{ProxyPort}");

    public Uri Admin => new($"http://127.0.0.1:{AdminPort}");

    public static async Task<SimulatedNode> StartAsync(string version, KongDatabase login)
    {
        SimulatedNode node = new(version, login);
        await node.CommandAsync("start");
        await Eventually.HoldsAsync(async () => await node.StatusAsync(node.Admin) == HttpStatusCode.OK, $"the node of {version} answers on {node.Admin}");
        return node;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        http.PostAsync(new Uri(Admin, path), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public async Task<HttpStatusCode?> GetAsync(string path, string? host = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Proxy, path));
        if (host is not null) request.Headers.Host = host;
        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public Task ReloadAsync() => CommandAsync("reload");

    public async ValueTask DisposeAsync()
    {
        await CommandAsync("stop");
        Directory.Delete(prefix, recursive: true);
    }

    private async Task<HttpStatusCode?> StatusAsync(Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task CommandAsync(string command)
    {
        CommandOutcome outcome = await Command.RunAsync(KongCli.Line(kong, login, prefix, command), TimeProvider.System, null, CancellationToken.None);
        outcome.ExitCode.Should().Be(0, string.Create(CultureInfo.InvariantCulture, $"kong {command}: {outcome.LastLines()}"));
    }
}
