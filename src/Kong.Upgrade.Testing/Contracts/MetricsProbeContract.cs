using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IMetricsProbe"/> promises.</summary>
public static class MetricsProbeContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a probe that can look at both clusters; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="time">The clock by which the probe's metrics are stamped. The default value is the system's.</param>
    /// <param name="createBlind">Makes a probe that cannot look; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IMetricsProbe>> create, TimeProvider? time = null, Func<CancellationToken, Task<IMetricsProbe>>? createBlind = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        TimeProvider clock = time ?? TimeProvider.System;
        return new ContractSuite<IMetricsProbe>(nameof(IMetricsProbe), create, patience)
            .Case("Read_Window_IsAnsweredWithCountsThatCanBe", "Reads both clusters' counts of one window.", async (probe, check) => await ReadAsync(probe, check, Window(clock, 1)).ConfigureAwait(false))
            .Case("Read_JoiningWindows_AreAnswered", "Called about once a second while traffic is diverted, with windows that join without gaps.", async (probe, check) => await JoiningAsync(probe, check, clock).ConfigureAwait(false))
            .Case("Read_SameWindowAgain_IsAnswered", "A window may be asked again after a crash.", (probe, check) => AgainAsync(probe, check, Window(clock, 1)))
            .Case("Read_CancelledToken_Ends", "The caller no longer waits.", (probe, check) => check.CancelledAsync("ReadAsync", token => probe.ReadAsync(Window(clock, 1), token)))
            .CaseOn(createBlind, "Read_Blind_SaysSo", "Trouble of the probe's own is ProbeReading.CouldNotLook; an exception is taken for the same. Never fill gaps with guesses.", (probe, check) => BlindAsync(probe, check, Window(clock, 1)))
            .Cases;
    }

    private static ProbeWindow Window(TimeProvider clock, int secondsAgo)
    {
        DateTimeOffset to = clock.GetUtcNow() - TimeSpan.FromSeconds(secondsAgo - 1);
        return new(to - TimeSpan.FromSeconds(1), to);
    }

    private static async Task<ProbeReading> ReadAsync(IMetricsProbe probe, ContractCheck check, ProbeWindow window)
    {
        ProbeReading reading = await check.CallAsync("ReadAsync", token => probe.ReadAsync(window, token)).ConfigureAwait(false);
        check.Equal("the reading's window", window, reading.Window);
        if (!reading.CouldLook) check.Equal("the number of nodes in a reading that could not look", 0, reading.Nodes.Count);
        foreach (NodeReading node in reading.Nodes) Sound(node, check);
        return reading;
    }

    private static void Sound(NodeReading node, ContractCheck check)
    {
        check.That(node.Side is ClusterSide.Blue or ClusterSide.Green, "every node to belong to blue or green", $"{node.Side}");
        check.Said("a node's name", node.Node);
        check.That(node.UpstreamErrors >= 0 && node.UpstreamErrors <= node.Errors && node.Errors <= node.Requests, "0 <= upstream errors <= errors <= requests", $"{node.UpstreamErrors}, {node.Errors}, {node.Requests} of {node.Node}");
        check.That(node.Latency.Counts.All(c => c >= 0), "increments that are not negative", $"{string.Join(", ", node.Latency.Counts)} of {node.Node}");
    }

    private static async Task JoiningAsync(IMetricsProbe probe, ContractCheck check, TimeProvider clock)
    {
        ProbeWindow last = Window(clock, 1);
        ProbeWindow first = new(last.From - TimeSpan.FromSeconds(1), last.From);
        await ReadAsync(probe, check, first).ConfigureAwait(false);
        ProbeReading second = await ReadAsync(probe, check, last).ConfigureAwait(false);
        check.That(second.CouldLook, "the second of two joining windows to be seen", second.Trouble ?? string.Empty);
        foreach (ClusterSide side in (ClusterSide[])[ClusterSide.Blue, ClusterSide.Green])
            check.That(second.Nodes.Any(n => n.Side == side), $"a node of {side}; one without traffic has zero counts", "none");
    }

    private static async Task AgainAsync(IMetricsProbe probe, ContractCheck check, ProbeWindow window)
    {
        await ReadAsync(probe, check, window).ConfigureAwait(false);
        await ReadAsync(probe, check, window).ConfigureAwait(false);
    }

    private static async Task BlindAsync(IMetricsProbe probe, ContractCheck check, ProbeWindow window)
    {
        ProbeReading reading;
        try
        {
            reading = await probe.ReadAsync(window, check.Stop).ConfigureAwait(false);
        }
        catch (Exception) when (!check.Stop.IsCancellationRequested)
        {
            return;
        }
        check.That(!reading.CouldLook, "that the probe could not look", $"a reading of {reading.Nodes.Count} nodes");
        check.Said("the probe's trouble", reading.Trouble);
    }
}
