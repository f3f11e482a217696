using Kong.Upgrade.Simulation.Tests.Database;
using Kong.Upgrade.Simulation.Tests.Migrations;
using Kong.Upgrade.Simulation.Tests.Replay;

namespace Kong.Upgrade.Simulation.Tests.Tables;

/// <summary>Nodes that read Kong's own tables, restored from recorded dumps, answer as the real ones did on that database.</summary>
public sealed class NodeReplayTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Clean = "3.4.2-to-3.9.1/s4-clean-up-finish/";

    [Fact]
    public async Task Nodes_BeforeUpAfterUpAndAfterFinish_AnswerAsRecorded()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using Lab lab = await Lab.StartAsync();
        await ProbeAsync("3.4.2", "1-old-before-up");

        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);
        SimulatedKongNode running = await ProbeAsync("3.4.2", "2-old-after-up");
        SimulatedKongNode green = await ProbeAsync("3.9.1", "2-new-after-up");

        (await blue.RunAsync("3.9.1", "migrations finish")).ExitCode.Should().Be(0);
        await ProbeReplayTests.AnswersTheSameAsync(lab, running, Clean + "3-old-after-finish-untouched");
        await ProbeReplayTests.AnswersTheSameAsync(lab, green, Clean + "3-new-after-finish");
        await running.ReloadAsync(Lab.Token);
        await ProbeReplayTests.AnswersTheSameAsync(lab, running, Clean + "4-old-after-finish-reloaded");
        await ProbeAsync("3.4.2", "4-old-after-finish-restarted");

        async Task<SimulatedKongNode> ProbeAsync(string version, string probe)
        {
            SimulatedKongNode node = await lab.NodeAsync(version, blue.Tables());
            await ProbeReplayTests.AnswersTheSameAsync(lab, node, Clean + probe);
            return node;
        }
    }

    /// <summary>Nodes started at each stage. The recorded databases were also written to in between, which no probed row shows.</summary>
    [Theory]
    [InlineData("2.8.5", "2.8.5-to-3.9.1", "s3-after-up/3.9.1/y1", "s4-after-finish/2.8.5/x1-after-finish-and-reload")]
    [InlineData("3.9.0", "3.9.0-to-3.9.1", "s3-after-up/3.9.1/y1", "s4-after-finish/3.9.0/x1-after-finish-and-reload")]
    public async Task Nodes_OfOtherVersions_AnswerAsRecorded(string old, string folder, string green, string afterFinish)
    {
        using Blue blue = await Blue.RestoreAsync(server, $"{folder}/s1-old-bootstrapped/db.dump.sql");
        await using Lab lab = await Lab.StartAsync();
        await ProbeAsync(old, $"s1-old-bootstrapped/{old}/x1");

        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);
        await ProbeAsync(old, $"s3-after-up/{old}/x1");
        await ProbeAsync("3.9.1", green);

        (await blue.RunAsync("3.9.1", "migrations finish")).ExitCode.Should().Be(0);
        await ProbeAsync(old, afterFinish);
        await ProbeAsync("3.9.1", "s4-after-finish/3.9.1/y1");

        async Task ProbeAsync(string version, string probe) =>
            await ProbeReplayTests.AnswersTheSameAsync(lab, await lab.NodeAsync(version, blue.Tables()), $"{folder}/{probe}");
    }

    [Fact]
    public async Task AdminApi_AskedAsInTheRecordings_AnswersTheSame()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using Lab lab = await Lab.StartAsync();
        await blue.ReviveAsync();
        await blue.ExecuteAsync("DELETE FROM workspaces WHERE name = 'two'"); // made by the last of these requests
        SimulatedKongNode node = await lab.NodeAsync("3.4.2", blue.Tables());
        List<string> differences = [];
        foreach ((string folder, string name) in AdminReplayTests.Recorded.Select(row => row.Data).Where(row => row.Item1 == "3.4.2").Select(row => (row.Item2, row.Item3)))
        {
            RecordedExchange recorded = RecordedExchange.Read($"{folder}admin/{name}.http");
            if (name.EndsWith("health", StringComparison.Ordinal))
                await AdminReplayTests.ForceAsync(lab, node, recorded);
            try
            {
                await AdminReplayTests.AnswersTheSameAsync(lab, node, name, recorded);
            }
            catch (Exception difference)
            {
                differences.Add($"{name}: {difference.Message}");
            }
        }

        string.Join('\n', differences).Should().BeEmpty();
    }

    [Theory]
    [InlineData("3.4.2", "s4-clean-up-finish/4-writes-through-old-after-finish")]
    [InlineData("3.9.1", "s4-clean-up-finish/4-writes-through-new-after-finish")]
    public async Task AdminApi_WrittenToAsInTheRecordings_AnswersTheSame(string version, string folder)
    {
        using Blue blue = await Blue.RestoreAsync(server, Clean + "3-after-finish.dump.sql");
        await using Lab lab = await Lab.StartAsync();

        await WritesReplayTests.AnswersTheSameAsync(lab, await lab.NodeAsync(version, blue.Tables()), $"3.4.2-to-3.9.1/{folder}");
    }
}
