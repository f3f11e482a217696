using System.Net;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Command;
using Kong.Upgrade.Simulation.Tests.Database;
using Kong.Upgrade.Simulation.Tests.Migrations;

namespace Kong.Upgrade.Simulation.Tests.Tables;

/// <summary>`kong-simulated start` with pg_* keys: a node process over Kong's own tables.</summary>
public sealed class ExecutableTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithPostgresKeys_ServesFromTheTablesAndReloads()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        (int proxy, int admin) = (FreePort.Take(), FreePort.Take());
        blue.Settings["proxy_listen"] = $"127.0.0.1:{proxy}";
        blue.Settings["admin_listen"] = $"127.0.0.1:{admin}";
        blue.Settings["status_listen"] = $"127.0.0.1:{FreePort.Take()}";
        (await RunAsync(blue, "start")).ExitCode.Should().Be(0);
        try
        {
            (await AnswerAsync(proxy, "/dead")).Should().Be(HttpStatusCode.BadGateway, "the route is there, its service is not");
            (await AnswerAsync(proxy, "/keyed")).Should().Be(HttpStatusCode.Unauthorized);
            JsonNode shown = JsonNode.Parse(await Client.GetStringAsync(new Uri($"http://127.0.0.1:{admin}/"), Cancellation))!["configuration"]!;
            shown["pg_database"]!.ToString().Should().Be(blue.Database);
            shown["pg_port"]!.GetValue<int>().Should().Be(server.Port);
            shown["pg_user"]!.ToString().Should().Be("kong");
            shown["pg_password"]!.ToString().Should().Be("******");

            await blue.ExecuteAsync("UPDATE routes SET paths = '{/moved}' WHERE name = 'r-keyed'");
            (await RunAsync(blue, "reload")).ExitCode.Should().Be(0);
            await Eventually.TrueAsync(async () => await AnswerAsync(proxy, "/moved") == HttpStatusCode.Unauthorized);

            await blue.ExecuteAsync("UPDATE routes SET paths = '{/again}' WHERE name = 'r-keyed'");
            (await RunAsync(blue, "restart")).ExitCode.Should().Be(0);
            (await AnswerAsync(proxy, "/again")).Should().Be(HttpStatusCode.Unauthorized);
            (await AnswerAsync(proxy, "/moved")).Should().Be(HttpStatusCode.NotFound);
        }
        finally
        {
            (await RunAsync(blue, "stop")).ExitCode.Should().Be(0);
        }
    }

    private static async Task<(int ExitCode, string Out, string Err)> RunAsync(Blue blue, string arguments)
    {
        using System.Diagnostics.Process process = blue.Start("3.4.2", arguments);
        return await blue.EndAsync(process);
    }

    private static async Task<HttpStatusCode> AnswerAsync(int port, string path) =>
        (await Client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Cancellation)).StatusCode;
}
