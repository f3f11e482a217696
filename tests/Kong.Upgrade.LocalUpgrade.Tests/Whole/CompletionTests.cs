using Kong.Upgrade.Freeze;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>What issue 4 is about: a whole installation comes from one version to another under load, and no user sees anything.</summary>
public class CompletionTests(PostgresServer server)
{
    [Theory]
    [InlineData("nginx njs", "3.9.0")]
    [InlineData("haproxy", "3.4.2")]
    [InlineData("nginx reload", "3.9.0")]
    public async Task Run_UnderLoad_CompletesWithoutOneFailedRequest(string balancer, string from)
    {
        // A reload closes idle connections (kong-facts 12.6 no. 2), so users of that mode are seen with fresh ones.
        await using World world = await World.StartAsync(server, balancer == "haproxy" ? new HAProxy() : new Nginx(balancer.Split(' ')[1]), from, keepsAlive: balancer != "nginx reload");

        (int evaluated, string found) = await world.RunAsync("evaluate");
        (int code, string output) = await world.RunAsync("run");
        await world.Load.MoreAsync(50);
        LoadCounts users = await world.Load.StopAsync();
        (int status, string standing) = await world.RunAsync("status");
        (int again, string repeated) = await world.RunAsync("run");
        (int retreat, string refused) = await world.RunAsync("retreat");

        evaluated.Should().Be(0, found);
        found.Should().StartWith($"NOTHING STANDS IN THE WAY of Kong {from} to 3.9.1");
        code.Should().Be(0, output + world.Log);
        output.Should().Contain("COMPLETED: Kong 3.9.1 serves all traffic and blue is gone. Configuration writes are possible.");
        output.Should().Contain("\njudge: Accepted: ").And.Contain("  judged    Accepted at 50 %: ");
        output.Should().MatchRegex(@"\nGREEN PASSED: \d\d+ tests").And.Contain("  staged    GREEN PASSED: ");
        users.Bad.Should().Be(0, users.ToString());
        users.Statuses.Keys.Should().Equal(200);
        await GreenIsAloneAsync(world);
        status.Should().Be(0, standing);
        standing.Should().StartWith("ALL TRAFFIC IS ON GREEN; no run is active.").And.Contain("configuration writes are possible").And.Contain("ended Completed");
        again.Should().Be(0, repeated);
        retreat.Should().Be(1, refused);
        refused.Should().StartWith("NOTHING WAS MOVED: run ").And.Contain("past the point of no return");
        (await world.ShareAsync()).Should().Be(TrafficShare.AllGreen);
    }

    private static async Task GreenIsAloneAsync(World world)
    {
        (await world.ShareAsync()).Should().Be(TrafficShare.AllGreen);
        (await world.PendingAsync()).Should().Be(0, "finish was carried out");
        (await world.FreezeAsync()).Should().Be(FreezeStanding.Thawed);
        (await world.MayBlueLogInAsync()).Should().BeFalse("blue is fenced");
        world.Blue.Select(b => b.ProcessId).Should().OnlyContain(id => id == null, "blue is gone");
        world.Green.Select(g => g.ProcessId).Should().OnlyContain(id => id != null);
    }
}
