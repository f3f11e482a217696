using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>What becomes of a run whose process is asked to stop, or dies.</summary>
public class InterruptionTests(PostgresServer server)
{
    [Fact]
    public async Task Run_KilledInTheMiddleOfDiversion_GoesOnWhenItIsRunAgain()
    {
        await using World world = await World.StartAsync(server, new HAProxy(), "3.9.0");

        using Host killed = world.Start("run", "--json");
        await killed.SaysAsync("green now has 50 %");
        killed.Kill();
        TrafficShare left = await world.ShareAsync();
        (_, string standing) = await world.RunAsync("status");
        (int code, string output) = await world.RunAsync("run");

        left.Should().BeGreaterThan(TrafficShare.AllBlue);
        standing.Should().Contain("an unfinished run waits. Press: LocalUpgrade run --settings ").And.Contain("nobody works on it");
        output.Should().Contain("goes on");
        code.Should().Be(0, output + world.Log);
        world.Load.Counts.Bad.Should().Be(0, world.Load.Counts.ToString());
        (await world.ShareAsync()).Should().Be(TrafficShare.AllGreen);
    }

    [Fact]
    public async Task Run_AskedToStop_GoesBackAndSaysSo()
    {
        await using World world = await World.StartAsync(server, new HAProxy(), "3.9.0");

        using Host run = world.Start("run", "--json");
        await run.SaysAsync("green now has 10 %");
        // Whoever starts tests in the background of a shell makes them, and all that they start, deaf to SIGINT.
        await run.SignalAsync(IsDeafToInterrupts() ? "TERM" : "INT");
        int code = await run.EndAsync();

        code.Should().Be(130, run.Output + world.Log);
        run.Output.Should().Contain("\"kind\":\"cancelling\"").And.Contain("\"kind\":\"outcome\"").And.Contain("\"exitCode\":130").And.Contain("ROLLED BACK: all traffic is on blue");
        (await world.ShareAsync()).Should().Be(TrafficShare.AllBlue);
        world.Green.Select(g => g.ProcessId).Should().OnlyContain(id => id == null);
        world.Load.Counts.Bad.Should().Be(0, world.Load.Counts.ToString());
    }

    private static bool IsDeafToInterrupts()
    {
        string ignored = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(ignored, 16) & 2) != 0;
    }
}
