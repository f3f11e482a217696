using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.Synthetic;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Probing.Tests.Synthetic;

/// <summary>Over real sockets.</summary>
public sealed class SyntheticServerTests : IAsyncDisposable
{
    private readonly NginxBackend blue = new("blue"), green = new("green");
    private readonly SyntheticOptions options;
    private DateTimeOffset from = TimeProvider.System.GetUtcNow();

    public SyntheticServerTests() => options = new()
    {
        Blue = [new("http://" + blue.Address)],
        Green = [new("http://" + green.Address)],
        Requests = [new() { Name = "get", Path = "/ping" }, new() { Name = "head", Path = "/ping", Method = "HEAD" }],
        RatePerSide = 100,
        AnswerWithin = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task Read_OfNodesThatAnswer_CountsWhatTheySaw()
    {
        using SyntheticProbe probe = new(options);
        IReadOnlyList<NodeReading> seen = await UntilAsync(probe, nodes => nodes.Sum(n => n.Requests) >= 40);
        seen.Sum(n => n.Errors).Should().Be(0);
        foreach ((ClusterSide side, NginxBackend node) in ((ClusterSide, NginxBackend)[])[(ClusterSide.Blue, blue), (ClusterSide.Green, green)])
        {
            seen.Where(n => n.Side == side && n.Route == "get").Sum(n => n.Requests).Should().BePositive().And.BeLessThanOrEqualTo(node.Requests("GET"));
            seen.Where(n => n.Side == side && n.Route == "head").Sum(n => n.Requests).Should().BePositive().And.BeLessThanOrEqualTo(node.Requests("HEAD"));
        }
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("closes")]
    [InlineData("hangs")]
    public async Task Read_WhileGreenFails_IsGreensErrorAndNotBlues(string how)
    {
        if (how == "refuses") await green.DisposeAsync();
        if (how == "closes") green.Status = 0;
        if (how == "hangs") (green.Gate, options.AnswerWithin) = (new TaskCompletionSource().Task, TimeSpan.FromMilliseconds(300));
        using SyntheticProbe probe = new(options);
        IReadOnlyList<NodeReading> seen = await UntilAsync(probe, nodes => nodes.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Requests) >= 5 && nodes.Where(n => n.Side == ClusterSide.Blue).Sum(n => n.Requests) >= 5);
        seen.Where(n => n.Side == ClusterSide.Green).Should().OnlyContain(n => n.Errors == n.Requests);
        if (how != "hangs") seen.Where(n => n.Side == ClusterSide.Blue).Should().OnlyContain(n => n.Errors == 0);
    }

    [Fact]
    public async Task Read_OfANameThatDoesNotResolve_SaysWhichNodeIsUnseen()
    {
        options.Green = [new("http://green.invalid:8000")];
        using SyntheticProbe probe = new(options);
        List<BlindNode> blind = [];
        IReadOnlyList<NodeReading> seen = await UntilAsync(probe, nodes => nodes.Count > 0 && blind.Count > 0, blind);
        seen.Sum(n => n.Errors).Should().Be(0);
        blind.Should().OnlyContain(b => b.Side == ClusterSide.Green && b.Node == "green.invalid:8000");
    }

    [Fact]
    public async Task Contract_OfAProbe_Holds()
    {
        SyntheticOptions blind = new() { Blue = [new("http://blue.invalid:8000")], Green = [new("http://green.invalid:8000")], Requests = options.Requests };
        foreach (ContractCase contract in MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new SyntheticProbe(options)), null, _ => Task.FromResult<IMetricsProbe>(new SyntheticProbe(blind))))
            await contract.RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    private async Task<IReadOnlyList<NodeReading>> UntilAsync(SyntheticProbe probe, Func<List<NodeReading>, bool> condition, List<BlindNode>? blind = null)
    {
        List<NodeReading> seen = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                ProbeWindow window = new(from, TimeProvider.System.GetUtcNow());
                ProbeReading reading = await probe.ReadAsync(window, TestContext.Current.CancellationToken);
                if (reading.CouldLook) from = window.To;
                seen.AddRange(reading.Nodes);
                blind?.AddRange(reading.BlindNodes);
                return condition(seen);
            },
            "enough was counted");
        return seen;
    }
}
