namespace Kong.Upgrade.Clusters.Tests;

public sealed class NodeReadinessTests : IDisposable
{
    private readonly AdminStub stub = new();

    public NodeReadinessTests() => stub.Start();

    [Theory]
    [InlineData("2.8.5", true, "/status /kong-upgrade-is-this-kong")]
    [InlineData("3.2.2", true, "/status /kong-upgrade-is-this-kong")]
    [InlineData("3.3.0", true, "/status/ready")]
    [InlineData("3.3.0", false, "/status /kong-upgrade-is-this-kong")]
    public async Task Lack_EachVersion_AsksWhatItKnows(string version, bool hasStatus, string asked)
    {
        (await LackAsync(version, hasStatus)).Should().BeNull();
        string.Join(' ', stub.Asked).Should().Be(asked);
    }

    [Fact]
    public async Task Lack_NotReady_KongsWords()
    {
        stub.IsReady = false;
        (await LackAsync("3.9.1", true)).Should().Be("/status/ready: 503 \"router builds not yet complete\"");
    }

    [Fact]
    public async Task Lack_DatabaseNotReached_IsNotReadyAlthoughStatusIs200()
    {
        stub.ReachesDatabase = false;
        (await LackAsync("3.2.2", true)).Should().Contain("does not say that the database is reached: 200");
    }

    [Fact]
    public async Task Lack_ProxyAnsweredBySomebodyElse_IsNotReady()
    {
        stub.HasMarks = false;
        (await LackAsync("3.2.2", true)).Should().Be("its proxy does not answer as Kong does: 404 \"nothing here\"");
    }

    [Fact]
    public async Task Lack_NobodyThere_SaysSo()
    {
        stub.Stop();
        (await LackAsync("3.9.1", true)).Should().Contain("no answer from");
    }

    public void Dispose() => stub.Dispose();

    private Task<string?> LackAsync(string version, bool hasStatus) => NodeReadiness.LackAsync(
        new(TimeProvider.System),
        new() { Name = "n", Version = KongVersion.Parse(version), Admin = stub.Address, Proxy = stub.Address, Status = hasStatus ? stub.Address : null },
        TestContext.Current.CancellationToken);
}
