using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Nodes.Health;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Whether each green node is of its version, ready, reaches its database, and has all its workers (kong-facts 3.1, 3.2).</summary>
/// <param name="limit">How long a node may take to show all of it: workers tell of themselves one by one.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkersTest(TimeSpan limit, TimeProvider time) : IStagingTest
{
    private static readonly TimeSpan look = TimeSpan.FromSeconds(1);

    private readonly NodeClient client = new(time);

    public string Name => "workers: green's nodes are ready, with all their workers";

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        NodeTally tally = new();
        if (target.Green.Count == 0) tally.Doubt("no green node is known");
        WorkerLook[] looks = await Task.WhenAll(target.Green.Select(node => WaitAsync(node, cancellationToken))).ConfigureAwait(false);
        foreach ((ClusterNode node, WorkerLook last) in target.Green.Zip(looks))
        {
            foreach (string doubt in last.Doubts) tally.Doubt($"{node.Name}: {doubt}");
            foreach (string note in last.Notes) tally.Note($"{node.Name}: {note}");
            foreach ((string what, string said) in last.Wrong) tally.Find(new() { What = what, Area = "node", Subject = $"node {node.Name}", Node = node.Name, Green = said });
        }
        return tally.End(string.Create(CultureInfo.InvariantCulture, $"{target.Green.Count:N0} green nodes are ready, reach their database, and have all their workers"));
    }

    private async Task<WorkerLook> WaitAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            WorkerLook found = await WorkerLook.AtAsync(client, node, cancellationToken).ConfigureAwait(false);
            if ((found.Wrong.Count == 0 && found.Doubts.Count == 0) || time.GetElapsedTime(start) >= limit) return found;
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
