using Kong.Upgrade.Execution;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Tests;

public class RetreatTests
{
    private readonly ManualTime time = new();
    private readonly ScriptedSplitter splitter = new();
    private readonly RecordingLogger log = new();

    private Task<RetreatResult> RetreatAsync(KongUpgradeOptions? options = null) => time.DriveAsync(new Retreat([splitter], options ?? new(), time, log).ToBlueAsync());

    [Fact]
    public async Task ToBlueAsync_BalancerObeys_EndsAtOnce()
    {
        RetreatResult result = await RetreatAsync();

        result.Should().Be(new RetreatResult(true, TimeSpan.Zero, null));
        (splitter.InForce, splitter.Asked.Count, splitter.Reads).Should().Be((TrafficShare.AllBlue, 1, 1));
        log.Entries.Select(e => (e.Level, e.Id)).Should().Equal((LogLevel.Warning, KongUpgradeEventIds.RetreatStarted), (LogLevel.Warning, KongUpgradeEventIds.RetreatInForce));
    }

    [Fact]
    public async Task ToBlueAsync_AlreadyOnBlue_AsksAllTheSame()
    {
        splitter.InForce = TrafficShare.AllBlue;

        (await RetreatAsync()).IsInForce.Should().BeTrue();
        splitter.Asked.Should().Equal(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task ToBlueAsync_BalancerRefusesForAWhile_KeepsTryingUntilItIsSeenInForce()
    {
        splitter.OnSet = (attempt, _) => attempt < 7 ? throw new UpgradeServiceException("reloading") : Task.CompletedTask;

        RetreatResult result = await RetreatAsync();

        // Pauses of 0.1, 0.2, 0.4, 0.8, 1.6 and, at the most, 2 seconds.
        result.Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(5.1), null));
        log.Entries.Where(e => e.Id == KongUpgradeEventIds.RetreatAttemptFailed).Select(e => e.Text)
            .Should().Equal(Enumerable.Range(1, 6).Select(i => $"Attempt {i} to send all traffic to blue failed: the balancer still gives green 50 %"));
    }

    [Fact]
    public async Task ToBlueAsync_SetSaysYesButTheBalancerHasAnother_DoesNotBelieveIt()
    {
        splitter.OnGet = (read, _) => { splitter.InForce = read < 4 ? TrafficShare.FromPercent(5) : TrafficShare.AllBlue; return Task.CompletedTask; };

        (await RetreatAsync()).IsInForce.Should().BeTrue();
        (splitter.Asked.Count, splitter.Reads).Should().Be((4, 4));
    }

    [Fact]
    public async Task ToBlueAsync_AnswerLostButTheBalancerObeyed_Succeeds()
    {
        splitter.OnSet = (_, _) => { splitter.InForce = TrafficShare.AllBlue; throw new IOException("the connection was reset"); };

        RetreatResult result = await RetreatAsync();

        result.Should().Be(new RetreatResult(true, TimeSpan.Zero, null));
        splitter.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task ToBlueAsync_ShareCannotBeRead_IsNoSuccess()
    {
        splitter.OnGet = (read, _) => read < 3 ? throw new IOException("no route to host") : Task.CompletedTask;

        (await RetreatAsync()).IsInForce.Should().BeTrue();

        splitter.Reads.Should().Be(3);
        log.Entries.Should().Contain(e => e.Text == "Attempt 1 to send all traffic to blue failed: no route to host");
    }

    [Fact]
    public async Task ToBlueAsync_FirstBalancerIsDead_TakesTheNextAndSaysSo()
    {
        splitter.OnSet = splitter.OnGet = (_, _) => throw new UpgradeServiceException("no route to host");
        ScriptedSplitter lying = new() { OnGet = (_, _) => Task.CompletedTask }, last = new();
        lying.OnSet = (_, _) => throw new UpgradeServiceException("read-only");

        RetreatResult result = await time.DriveAsync(new Retreat([splitter, lying, last], new(), time, log).ToBlueAsync());

        (result.IsInForce, last.InForce, lying.InForce.Percent).Should().Be((true, TrafficShare.AllBlue, 50));
        result.Trouble.Should().Be("only ScriptedSplitter, a fallback, was seen to obey; before it failed ScriptedSplitter: no route to host; ScriptedSplitter: the balancer still gives green 50 %. Set that balancer to blue by hand");
        log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.RetreatByFallback && e.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task ToBlueAsync_FirstBalancerObeys_LeavesTheOthersAlone()
    {
        ScriptedSplitter other = new();

        (await time.DriveAsync(new Retreat([splitter, other], new(), time, log).ToBlueAsync())).Trouble.Should().BeNull();

        (other.Asked.Count, other.Reads).Should().Be((0, 0));
    }

    [Fact]
    public async Task ToBlueAsync_EveryBalancerIsDeadForAWhile_GoesRoundUntilOneObeys()
    {
        splitter.OnSet = splitter.OnGet = (_, _) => throw new UpgradeServiceException("no route to host");
        ScriptedSplitter other = new() { OnSet = (attempt, _) => attempt < 4 ? throw new UpgradeServiceException("reloading") : Task.CompletedTask };

        RetreatResult result = await time.DriveAsync(new Retreat([splitter, other], new(), time, log).ToBlueAsync());

        (result.IsInForce, splitter.Asked.Count, other.Asked.Count).Should().Be((true, 4, 4));
    }

    [Fact]
    public async Task ToBlueAsync_NothingEverWorks_GivesUpAfterTheTimeWithoutThrowing()
    {
        splitter.OnSet = (_, _) => throw new UpgradeServiceException("dead");
        splitter.OnGet = (_, _) => throw new UpgradeServiceException("dead too");

        RetreatResult result = await RetreatAsync(new() { RetreatTimeout = TimeSpan.FromSeconds(30) });

        (result.IsInForce, result.Trouble).Should().Be((false, "dead too"));
        result.Duration.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30)).And.BeLessThan(TimeSpan.FromSeconds(33));
        log.Entries[^1].Should().Match<(LogLevel Level, int Id, string Text, Exception? Error)>(e => e.Level == LogLevel.Critical && e.Id == KongUpgradeEventIds.RetreatFailed && e.Text.EndsWith("Set it by hand now"));
    }

    [Fact]
    public async Task ToBlueAsync_SetHangs_IsAbandonedAfterItsTimeAndTriedAgain()
    {
        List<CancellationToken> tokens = [];
        splitter.OnSet = (attempt, token) => { tokens.Add(token); return attempt < 3 ? new TaskCompletionSource().Task : Task.CompletedTask; };

        RetreatResult result = await RetreatAsync();

        result.Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(10.3), null));
        tokens.Select(t => t.IsCancellationRequested).Should().Equal(true, true, false);
    }

    [Fact]
    public async Task ToBlueAsync_SetHangsButTheBalancerObeyed_Succeeds()
    {
        splitter.OnSet = (_, _) => { splitter.InForce = TrafficShare.AllBlue; return new TaskCompletionSource().Task; };

        (await RetreatAsync()).Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(5), null));
    }

    [Fact]
    public async Task ToBlueAsync_ReadHangs_IsAbandonedAndTriedAgain()
    {
        splitter.OnGet = (read, _) => read == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;

        (await RetreatAsync()).Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(5.1), null));
    }

    [Fact]
    public async Task ToBlueAsync_EverythingHangs_SaysThatNoAnswerCame()
    {
        splitter.OnSet = splitter.OnGet = (_, _) => new TaskCompletionSource().Task;

        RetreatResult result = await RetreatAsync(new() { RetreatTimeout = TimeSpan.FromSeconds(20) });

        (result.IsInForce, result.Trouble).Should().Be((false, "the balancer gave no answer within 00:00:05"));
        result.Duration.Should().Be(TimeSpan.FromSeconds(10 + 0.1 + 10));
    }

    [Fact]
    public async Task ToBlueAsync_SplitterThrowsWhenItsTokenFires_IsNotCarriedAway()
    {
        splitter.OnSet = (attempt, token) =>
        {
            if (attempt > 1) return Task.CompletedTask;
            token.Register(() => throw new InvalidOperationException("a callback of the splitter's"));
            return new TaskCompletionSource().Task;
        };

        (await RetreatAsync()).Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(5.1), null));
    }

    [Fact]
    public async Task ToBlueAsync_SplitterBlocksWhenItsTokenFires_DoesNotWaitForIt()
    {
        using ManualResetEventSlim forEver = new();
        splitter.OnSet = (attempt, token) =>
        {
            if (attempt > 1) return Task.CompletedTask;
            token.Register(() => forEver.Wait(TimeSpan.FromMinutes(1)));
            return new TaskCompletionSource().Task;
        };

        (await RetreatAsync()).Should().Be(new RetreatResult(true, TimeSpan.FromSeconds(5.1), null));
        forEver.Set();
    }
}
