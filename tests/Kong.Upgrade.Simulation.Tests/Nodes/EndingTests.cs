using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>Quitting against stopping (kong-facts 12.6 no. 5).</summary>
public class EndingTests : NodeFixture
{
    [Fact]
    public async Task QuitAsync_WithARunningRequest_LetsItEndAndTakesNoNewOne()
    {
        Task<HttpStatusCode> running = await BeginAsync();

        Task quitting = Node.QuitAsync(Token);
        await Eventually.TrueAsync(RefusesAsync, "the proxy's socket is closed");
        quitting.IsCompleted.Should().BeFalse("a request still runs");
        Lab.One.Hang = false;

        (await running).Should().Be(HttpStatusCode.OK);
        await quitting;
        Node.RequestsServed.Should().Be(1);
        Node.OpenRequests.Should().Be(0);
    }

    [Fact]
    public async Task QuitAsync_WhenPatienceEnds_CutsTheRequest()
    {
        Task<HttpStatusCode> running = await BeginAsync();
        using CancellationTokenSource patience = new();

        Task quitting = Node.QuitAsync(patience.Token);
        await Eventually.TrueAsync(RefusesAsync, "the proxy's socket is closed");
        await patience.CancelAsync();

        await running.Invoking(r => r).Should().ThrowAsync<HttpRequestException>();
        await quitting;
    }

    [Fact]
    public async Task StopAsync_WithARunningRequest_CutsItAtOnce()
    {
        Task<HttpStatusCode> running = await BeginAsync();
        await Node.StopAsync(Token);
        await running.Invoking(r => r).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task StopAsync_Twice_EndsOnce()
    {
        await Node.StopAsync(Token);
        await Node.StopAsync(Token);
        await Node.QuitAsync(Token);
        Node.IsRunning.Should().BeFalse();
    }

    [Fact]
    public async Task StartAsync_OnATakenPort_Fails()
    {
        await Lab.Invoking(l => l.NodeAsync("3.9.1", Database, o => new()
        {
            Version = o.Version,
            Database = o.Database,
            AdminPort = Node.Admin.Port,
        })).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task StartAsync_WithoutDatabase_IsRefused()
    {
        Database.Reachable = false;
        await Lab.Invoking(l => l.NodeAsync("3.9.1", Database)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*not reachable*");
        await Node.Invoking(n => n.ReloadAsync(Token)).Should().ThrowAsync<InvalidOperationException>();
        (await GetAsync("/open")).Should().Be(HttpStatusCode.OK, "the running node keeps serving");
    }

    [Fact]
    public async Task ReloadAsync_WithFigures_KeepsThem()
    {
        (await GetAsync("/open")).Should().Be(HttpStatusCode.OK);
        await Node.ReloadAsync(Token);
        (await GetAsync("/open")).Should().Be(HttpStatusCode.OK);
        (await MetricsAsync()).Should().Contain("route=\"open\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 2");
    }

    private async Task<Task<HttpStatusCode>> BeginAsync()
    {
        Lab.One.Hang = true;
        Task<HttpStatusCode> running = GetAsync("/open");
        await Eventually.TrueAsync(() => Task.FromResult(Lab.One.RequestsReceived > 0), "the upstream was asked");
        return running;
    }

    private async Task<bool> RefusesAsync()
    {
        try
        {
            using System.Net.Sockets.TcpClient client = new();
            await client.ConnectAsync(Node.Proxy.Host, Node.Proxy.Port, Token);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
