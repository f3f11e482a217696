using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>All traffic to blue, whatever else is broken.</summary>
public class RetreatTests(PostgresServer server)
{
    [Fact]
    public async Task Retreat_WhileARunIsActiveElsewhere_IsNoticedByItAndItGoesBack()
    {
        await using World world = await World.StartAsync(server, new HAProxy(), "3.9.0", settings => settings["soak"] = "30s");

        using Host run = world.Start("run");
        await run.SaysAsync("green now has 10 %");
        (int status, string standing) = await world.RunAsync("status");
        (int frozen, string refused) = await world.RunAsync("thaw");
        (int retreat, string output) = await world.RunAsync("retreat");
        int code = await run.EndAsync();

        status.Should().Be(0, standing);
        standing.Should().StartWith("GREEN HAS 10 % OF THE TRAFFIC; a run is active.").And.Contain("configuration writes are frozen").And.Contain("works on it");
        frozen.Should().Be(1, refused);
        refused.Should().StartWith("NOTHING WAS CHANGED: a run is active");
        retreat.Should().Be(0, output);
        output.Should().StartWith("ALL TRAFFIC IS ON BLUE, seen after ").And.Contain("notices, and goes back");
        code.Should().Be(10, run.Output + world.Log);
        (await world.ShareAsync()).Should().Be(TrafficShare.AllBlue);
    }

    [Fact]
    public async Task Retreat_WithDatabaseJournalAndGreenBroken_StillMovesAllTraffic()
    {
        await using PostgresServer own = new();
        await own.InitializeAsync();
        await using World world = await World.StartAsync(own, new Nginx("njs"), "3.9.0");
        using Host run = world.Start("run");
        await run.SaysAsync("green now has 50 %");
        run.Kill();
        await own.StopAsync();
        foreach (Node green in world.Green) green.Kill();
        await File.WriteAllTextAsync(Path.Combine(world.Journal, "current.jsonl"), "garbage\n");
        string settings = await File.ReadAllTextAsync(world.SettingsFile);
        await File.WriteAllTextAsync(world.SettingsFile, settings.Replace("\"3.9.1\"", "\"nonsense\"", StringComparison.Ordinal));

        (int code, string output) = await world.RunAsync("retreat");
        long bad = world.Load.Counts.Bad;
        await world.Load.MoreAsync(50);

        code.Should().Be(0, output);
        output.Should().Contain("The journal was not asked whether blue may still serve").And.Contain("ALL TRAFFIC IS ON BLUE");
        world.Load.Counts.Bad.Should().BeLessThanOrEqualTo(bad + 4, "at most what was on its way");
        await File.WriteAllTextAsync(world.SettingsFile, settings);
        (await world.ShareAsync()).Should().Be(TrafficShare.AllBlue);
        (int begun, string nothing) = await world.RunAsync("run");
        begun.Should().Be(1, nothing);
        nothing.Should().StartWith("NOTHING WAS BEGUN. All traffic is on blue.").And.Contain("nobody listens there");
    }
}
