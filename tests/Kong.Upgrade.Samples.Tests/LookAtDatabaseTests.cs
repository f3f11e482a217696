using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Samples.Tests;

public class LookAtDatabaseTests
{
    private const string Sample = "LookAtDatabase";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("kong.conf")]
    [InlineData("kong.conf", "kong", "3.4.2", "kong", "3.9.1", "more")]
    public async Task LookAtDatabase_WrongArguments_PrintsItsUsage(params string[] arguments)
    {
        using SampleRun run = new(Sample, arguments);

        (await run.EndAsync(Token)).Should().Be(2, run.Output);

        run.Output.Should().Contain("Usage: LookAtDatabase KONG_CONF BLUE_KONG BLUE_VERSION GREEN_KONG GREEN_VERSION");
    }

    [Fact]
    public async Task LookAtDatabase_NobodyListens_NamesHostAndPort()
    {
        // Taken and not listened at: nobody else gets the port meanwhile.
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        string file = Path.Combine(Directory.CreateTempSubdirectory("look-").FullName, "kong.conf");
        await File.WriteAllTextAsync(file, $"database = postgres\npg_host = 127.0.0.1\npg_port = {port}\npg_user = kong\n", Token);
        using SampleRun run = new(Sample, file, "kong", "3.4.2", "kong", "3.9.1");

        (await run.EndAsync(Token)).Should().Be(1, run.Output);

        run.Output.Should().Contain($"127.0.0.1:{port}").And.Contain("nobody listens there").And.NotContain("   at ");
    }
}
