using System.Globalization;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Staging.Nodes.Health;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Whether each green node sees the targets of every upstream as blue sees them (<c>/upstreams/{u}/health</c>, kong-facts 3.4).</summary>
/// <remarks>Health is each node's own knowledge: one that has just started is given the time that the upstream's active checks need, up to a limit. A target that is down on both sides is not green's fault.</remarks>
/// <param name="options">How the Admin API at an address is asked.</param>
/// <param name="limit">How long a node's checks are waited for; where they need longer, the test could not tell.</param>
/// <param name="time">The clock.</param>
internal sealed class UpstreamHealthTest(Func<Uri, AdminApiOptions> options, TimeSpan limit, TimeProvider time) : IStagingTest
{
    public string Name => "upstreams: green sees the targets as blue does";

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        NodeTally tally = new();
        int targets = 0, nodes = 0, controlPlanes = 0;
        await new BlueAndGreen(new(options, time)).EachAsync(target, tally, async (blue, green, token) =>
        {
            if (green.IsControlPlane || blue.IsControlPlane)
            {
                controlPlanes++;
                tally.Note($"{green.Name}: a control plane balances nothing, so it has no health to compare");
                return;
            }
            using SemaphoreSlim turns = new(1);
            HealthComparison comparison = new(new(blue, time, turns), new(green, time, turns), limit, time, tally);
            await comparison.RunAsync(token).ConfigureAwait(false);
            (targets, nodes) = (comparison.Compared, nodes + 1);
        }, cancellationToken).ConfigureAwait(false);
        if (nodes == 0 && controlPlanes > 0) tally.Doubt("only control planes have an Admin API here: ask the data planes' own Status APIs");
        return tally.End(string.Create(CultureInfo.InvariantCulture, $"{targets:N0} targets are the same on blue and on {nodes:N0} green nodes"));
    }
}
