using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>The tests of the nodes themselves that can be made with what is known of them.</summary>
internal sealed class NodeTests(NodeTestOptions options) : IStagingSource
{
    public string Name => "the nodes themselves: " + string.Join(", ", Asked());

    public Task<SourcedTests> PrepareAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        TimeProvider time = target.Session?.Time ?? TimeProvider.System;
        bool canCompare = target.Blue.Any(n => n.Admin is not null);
        (bool Wanted, bool Possible, string Needs, Func<IStagingTest> Make)[] tests =
        [
            (options.TestsWorkers, true, "", () => new WorkersTest(options.HealthWithin, time)),
            (options.TestsPlugins, canCompare, "plugins need an Admin API of blue's", () => new PluginsTest(AdminApi, time)),
            (options.TestsEntities, canCompare, "entities need an Admin API of blue's", () => new EntitiesTest(AdminApi, time)),
            (options.TestsUpstreamHealth, canCompare, "health of upstreams needs an Admin API of blue's", () => new UpstreamHealthTest(AdminApi, options.HealthWithin, time)),
            (options.TestsErrorLogs, ErrorLogTest.HasLog(target), $"error logs are known of no green node ({nameof(ClusterNode)}.{nameof(ClusterNode.ErrorLog)})", () => new ErrorLogTest(AdminApi, time)),
        ];
        return Task.FromResult(new SourcedTests { Tests = [.. tests.Where(t => t.Wanted && t.Possible).Select(t => t.Make())], Untested = [.. tests.Where(t => t.Wanted && !t.Possible).Select(t => t.Needs)] });
    }

    private AdminApiOptions AdminApi(Uri address) => options.AdminApi?.Invoke(address) ?? new() { Address = address };

    private IEnumerable<string> Asked() =>
        new[] { (options.TestsWorkers, "workers"), (options.TestsPlugins, "plugins"), (options.TestsEntities, "entities"), (options.TestsUpstreamHealth, "health of upstreams"), (options.TestsErrorLogs, "error logs") }.Where(t => t.Item1).Select(t => t.Item2);
}
