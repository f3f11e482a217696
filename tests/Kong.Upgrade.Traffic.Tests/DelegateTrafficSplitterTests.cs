using Kong.Upgrade.Testing.Contracts;

namespace Kong.Upgrade.Traffic.Tests;

public class DelegateTrafficSplitterTests
{
    private TrafficShare inForce;

    public static TheoryData<string> Promises() => [.. TrafficSplitterContract.Cases(_ => throw new InvalidOperationException()).Select(c => c.Name)];

    [Theory, MemberData(nameof(Promises))]
    public Task Splitter_EveryPromise_IsKept(string name) =>
        TrafficSplitterContract.Cases(_ => Task.FromResult<ITrafficSplitter>(Splitter())).Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task SetShare_BalancerGivesAnother_AnswersWhatItHas()
    {
        DelegateTrafficSplitter splitter = new(new(), _ => Task.FromResult(TrafficShare.FromPercent(12)), (_, _) => Task.CompletedTask);

        (await splitter.SetShareAsync(TrafficShare.FromPercent(10), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(12));
    }

    [Fact]
    public async Task SetShare_BalancerRefuses_SaysSo()
    {
        DelegateTrafficSplitter splitter = new(new(), _ => Task.FromResult(inForce), (_, _) => throw new UpgradeServiceException("refused"));

        await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>();
        (await splitter.GetShareAsync(TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public void Capabilities_AreThoseOfTheHost()
    {
        SplitterCapabilities mine = new() { IsSticky = true };

        new DelegateTrafficSplitter(mine, _ => Task.FromResult(inForce), (_, _) => Task.CompletedTask).Capabilities.Should().BeSameAs(mine);
    }

    private DelegateTrafficSplitter Splitter() => new(
        new(),
        token => token.IsCancellationRequested ? Task.FromCanceled<TrafficShare>(token) : Task.FromResult(inForce),
        (share, token) =>
        {
            if (token.IsCancellationRequested) return Task.FromCanceled(token);
            inForce = share;
            return Task.CompletedTask;
        });
}
