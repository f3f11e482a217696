using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>What is in force between the commands that a change of weights takes, and when it ends halfway.</summary>
public sealed class HAProxyStepsTests : IAsyncDisposable
{
    private static readonly double[] shares = [0, 1, 5, 10, 25, 33.3, 50, 66, 75, 90, 99, 100];

    private readonly FakeRuntime runtime = new();

    [Fact]
    public async Task SetShare_BetweenItsCommands_SomebodyHasWeightAndGreenNeverMoreThanOldOrNew()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        foreach (double from in shares)
        {
            foreach (double to in shares)
            {
                double old = (await splitter.SetShareAsync(TrafficShare.FromPercent(from), TestContext.Current.CancellationToken)).Fraction, most = Math.Max(old, to / 100);
                runtime.AfterSet = () =>
                {
                    (runtime.Blue + runtime.Green).Should().BePositive($"from {from} to {to} %");
                    runtime.Share.Should().BeLessThanOrEqualTo(most + splitter.Capabilities.Accuracy.Fraction, $"from {from} to {to} %: {string.Join(' ', runtime.Weights)}");
                };
                await splitter.SetShareAsync(TrafficShare.FromPercent(to), TestContext.Current.CancellationToken);
                runtime.AfterSet = null;
            }
        }
    }

    [Theory, MemberData(nameof(Deaths))]
    public async Task SetShare_HAProxyDiesAfterAnyCommand_SaysSoAndTheNextRepairs(double from, double to, int after)
    {
        HAProxyTrafficSplitter splitter = new(Options());
        await splitter.SetShareAsync(TrafficShare.FromPercent(from), TestContext.Current.CancellationToken);
        runtime.SetsLeft = after;

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.FromPercent(to), TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>())
            .Which.IsTransient.Should().BeTrue();
        runtime.SetsLeft = int.MaxValue;
        TrafficShare between = await splitter.GetShareAsync(TestContext.Current.CancellationToken);
        between.Percent.Should().BeInRange((decimal)Math.Min(from, to), (decimal)Math.Max(from, to));
        (await splitter.SetShareAsync(TrafficShare.FromPercent(to), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(to));
    }

    [Fact]
    public async Task SetShare_SomebodyElseSetsItBackEachTime_SaysSoAfterThreeAttempts()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        int sets = 0;
        runtime.AfterSet = () => runtime.Weights["green1"] = runtime.Weights["green2"] = sets++ * 0;

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>())
            .WithMessage("*3 times*0 %*somebody else*").Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task SetShare_SomebodyElseSetsItBackOnce_PrevailsAtTheSecondAttempt()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        int sets = 0;
        runtime.AfterSet = () => runtime.Weights["green1"] = ++sets == 2 ? 0 : runtime.Weights["green1"];

        (await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(50));
    }

    [Fact]
    public async Task Retreat_AGreenServerIsMissing_MovesTheOthersAndSaysSo()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);
        runtime.Weights.Remove("green1");

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*green1*No such server*");
        (runtime.Blue, runtime.Green).Should().Be((512, 0));
    }

    [Fact]
    public async Task Retreat_ABlueServerIsMissing_MovesToTheOthersAndSaysSo()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        await splitter.SetShareAsync(TrafficShare.AllGreen, TestContext.Current.CancellationToken);
        runtime.Weights.Remove("blue1");

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*no server blue1*");
        (runtime.Blue, runtime.Green).Should().Be((256, 0));
    }

    [Fact]
    public async Task Retreat_BlueIsDown_LeavesGreenItsPartSoThatSomebodyAnswers()
    {
        HAProxyTrafficSplitter splitter = new(Options());
        await splitter.SetShareAsync(TrafficShare.FromPercent(50), TestContext.Current.CancellationToken);
        runtime.Down.UnionWith(["blue1", "blue2"]);

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>())
            .WithMessage("*no blue server*Green keeps its part*").Which.IsTransient.Should().BeTrue();
        runtime.Green.Should().BePositive();
        runtime.Down.Clear();
        (await splitter.SetShareAsync(TrafficShare.AllBlue, TestContext.Current.CancellationToken)).Should().Be(TrafficShare.AllBlue);
    }

    [Theory]
    [InlineData(0.1, "0.3891 %")]
    [InlineData(99.9, "99.6109 %")]
    public async Task SetShare_MoreThanWeightsCan_IsRefusedAndNothingIsTouched(double percent, string nearest)
    {
        HAProxyTrafficSplitter splitter = new(Options());

        (await splitter.Invoking(s => s.SetShareAsync(TrafficShare.FromPercent(percent), TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*{nearest} is the nearest*");
        (runtime.Blue, runtime.Green).Should().Be((512, 0));
    }

    public ValueTask DisposeAsync() => runtime.DisposeAsync();

    private HAProxyOptions Options() => new() { Socket = runtime.Socket, Backend = "kong", Blue = ["blue1", "blue2"], Green = ["green1", "green2"], AnswerWithin = TimeSpan.FromSeconds(20) };

    public static TheoryData<double, double, int> Deaths() => new(
        from change in ((double, double)[])[(0, 100), (100, 0), (0, 25), (25, 75)]
        from after in (int[])[0, 1, 2, 3]
        where after < (change is (0, 25) ? 3 : 4)
        select (change.Item1, change.Item2, after));
}
