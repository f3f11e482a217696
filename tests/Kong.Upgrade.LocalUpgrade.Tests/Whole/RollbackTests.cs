using System.Text.Json.Nodes;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>Green is made to fail at each stage: all traffic goes back by itself, and nothing is finished.</summary>
public class RollbackTests(PostgresServer server)
{
    [Theory]
    [InlineData("haproxy", "3.9.0", "green now has 10 %", "answers 500")]
    [InlineData("haproxy", "3.4.2", "green now has 50 %", "dies")]
    [InlineData("nginx", "3.9.0", "green now has 100 %", "answers 500")]
    [InlineData("haproxy", "3.9.0", "run ", "answers 500")]
    public async Task Run_WhoseGreenFails_GoesBackAndFinishesNothing(string balancer, string from, string moment, string fault)
    {
        bool isStaging = moment == "run ", keepsFrozen = from == "3.4.2";
        await using World world = await World.StartAsync(server, balancer == "nginx" ? new Nginx("njs") : new HAProxy(), from, settings => Policy(settings, keepsFrozen));
        if (isStaging) Break(world, fault);

        using Host run = world.Start("run", "--plain");
        await run.SaysAsync(moment);
        Break(world, fault);
        int code = await run.EndAsync();

        code.Should().Be(10, run.Output + world.Log);
        run.Output.Should().Contain("ROLLED BACK: ").And.NotContain("finish: starting").And.NotContain("past the point of no return");
        await IsOnBlueAsync(world);
        long bad = world.Load.Counts.Bad;
        await world.Load.MoreAsync(50);
        world.Load.Counts.Bad.Should().Be(bad, "users are well again");
        if (!isStaging) await IsCondemnedAnewAsync(world);
        if (isStaging) bad.Should().Be(0, "no user met a green that failed its tests");
        if (from == "3.4.2") (await world.PendingAsync()).Should().BePositive("what 'up' left waits for a finish that did not come");
        await ThawsAsync(world, run, keepsFrozen);
    }

    private static void Policy(JsonObject settings, bool keepsFrozen) => settings["afterRollback"] = keepsFrozen ? "keepFrozen" : "thaw";

    private static void Break(World world, string fault)
    {
        if (fault == "dies") world.Green[0].Kill();
        else foreach (FaultyWay way in world.Ways) way.IsBroken = true;
    }

    /// <summary>What the run saw is kept, and a judge of the same settings says the same of it.</summary>
    private static async Task IsCondemnedAnewAsync(World world)
    {
        (int replay, string judged) = await world.RunAsync("replay");
        replay.Should().Be(0, judged);
        judged.Should().StartWith("GREEN WOULD HAVE BEEN CONDEMNED at ").And.Contain("RolledBack");
        (_, string standing) = await world.RunAsync("status");
        standing.Should().MatchRegex(@"
  judge +Regressed at \d+ %: ");
    }

    private static async Task IsOnBlueAsync(World world)
    {
        (await world.ShareAsync()).Should().Be(TrafficShare.AllBlue);
        (await world.MayBlueLogInAsync()).Should().BeTrue();
        world.Blue.Select(b => b.ProcessId).Should().OnlyContain(id => id != null, "blue serves");
        world.Green.Select(g => g.ProcessId).Should().OnlyContain(id => id == null, "green is taken back");
    }

    private static async Task ThawsAsync(World world, Host run, bool keepsFrozen)
    {
        (await world.FreezeAsync()).Should().Be(keepsFrozen ? FreezeStanding.Frozen : FreezeStanding.Thawed);
        if (!keepsFrozen) return;
        run.Output.Should().Contain("Configuration writes are STILL FROZEN: thaw them to let them through.").And.Contain("PRESS: LocalUpgrade thaw --settings ");
        (int code, string output) = await world.RunAsync("thaw");
        code.Should().Be(0, output);
        output.Should().StartWith("CONFIGURATION WRITES ARE POSSIBLE.");
        (await world.FreezeAsync()).Should().Be(FreezeStanding.Thawed);
    }
}
