namespace Kong.Upgrade.Staging.Tests.Calling;

/// <summary>The health of gRPC services over HTTP/2 in the clear.</summary>
public class GrpcHealthTests
{
    public static TheoryData<byte?, int, string> Unhealthy => new()
    {
        { 2, 0, "the health check does not say SERVING" },
        { 0, 0, "the health check does not say SERVING" },
        { null, 14, "grpc-status 14 instead of 0" },
        { 1, 14, "grpc-status 14 instead of 0" },
        { null, 0, "the health check does not say SERVING" },
    };

    [Fact]
    public async Task GrpcHealth_Serving_Passes()
    {
        await using GrpcServer green = await GrpcServer.StartAsync(health: 1), blue = await GrpcServer.StartAsync(health: 1);

        StagingReport report = await RunAsync(green, blue, tests => tests.GrpcHealth());

        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        green.Asked.Should().BeEquivalentTo((Path: "/grpc.health.v1.Health/Check", Te: "trailers", Body: new byte[5]));
    }

    [Fact]
    public async Task GrpcHealth_OfOneService_AsksForIt()
    {
        await using GrpcServer green = await GrpcServer.StartAsync(health: 1), blue = await GrpcServer.StartAsync(health: 1);

        (await RunAsync(green, blue, tests => tests.GrpcHealth("orders"))).Verdict.Should().Be(StagingVerdict.Passed);

        green.Asked.Body.Should().Equal([0, 0, 0, 0, 8, 0x0a, 6, .. "orders"u8]);
    }

    [Theory]
    [MemberData(nameof(Unhealthy))]
    public async Task GrpcHealth_GreenIsNotServing_Fails(byte? health, int status, string what)
    {
        await using GrpcServer green = await GrpcServer.StartAsync(health, status), blue = await GrpcServer.StartAsync(health: 1);

        StagingReport report = await RunAsync(green, blue, tests => tests.GrpcHealth());

        report.Verdict.Should().Be(StagingVerdict.Failed, report.Describe());
        report.Causes.Should().Contain(c => c.What == what, report.Describe());
    }

    [Fact]
    public async Task GrpcHealth_NobodyServes_IsNotGreensFault()
    {
        await using GrpcServer green = await GrpcServer.StartAsync(health: 2), blue = await GrpcServer.StartAsync(health: 2);

        (await RunAsync(green, blue, tests => tests.GrpcHealth())).Verdict.Should().Be(StagingVerdict.CouldNotTell);
    }

    [Fact]
    public async Task GrpcHealth_NodeThatSpeaksNoHttp2_Fails()
    {
        await using ScriptedServer green = new("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        await using GrpcServer blue = await GrpcServer.StartAsync(health: 1);

        StagingReport report = await new StagingRunner().RunAsync(StagingSuite.Create(tests => tests.GrpcHealth()), new() { Green = [green.Node()], Blue = [blue.Node("blue-1", "3.4.2")] }, TestContext.Current.CancellationToken);

        report.Causes.Should().ContainSingle(report.Describe()).Which.What.Should().Be("no answer");
    }

    private static Task<StagingReport> RunAsync(GrpcServer green, GrpcServer blue, Action<StagingSuiteBuilder> assemble) =>
        new StagingRunner().RunAsync(StagingSuite.Create(assemble), new() { Green = [green.Node("green-1", "3.9.1")], Blue = [blue.Node("blue-1", "3.4.2")] }, TestContext.Current.CancellationToken);
}
