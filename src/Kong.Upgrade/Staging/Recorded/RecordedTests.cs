using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Recorded requests as tests: green must answer as blue does, whatever that is.</summary>
internal sealed class RecordedTests(RecordedTraffic traffic, RecordedTrafficOptions options, IEntitySource? configuration) : IStagingSource
{
    public string Name =>
        $"{traffic} replayed: {options.Most} requests at most, {options.MostPerRoute} a route{(options.AllowUnsafe ? ", methods that write as well" : "")}{(options.KeepCredentials ? ", with credentials" : "")}{(options.Hosts.Count > 0 ? $", for {string.Join(", ", options.Hosts)}" : "")}";

    public async Task<SourcedTests> PrepareAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        if (target.Blue.Count == 0) return new() { Troubles = [$"{traffic} was not replayed: blue's nodes are not known, and only blue can say what is right"] };
        RecordedRequests read = await traffic.ReadAsync(options, await KeyAsync(target, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new() { Tests = [.. read.Requests.Select(Test)], Troubles = read.Troubles, Untested = read.Troubles.Count > 0 ? [] : [.. read.Describe().Skip(1)] };
    }

    private async Task<Func<StagingRequest, string>?> KeyAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        if (configuration is null) return null;
        ConfigurationReader read = await ConfigurationReader.ReadAsync(configuration, withKeys: false, cancellationToken).ConfigureAwait(false);
        Routes.RouteKey routes = new(read.Entities, new() { From = target.From ?? target.Blue[0].Version, To = target.Green[0].Version });
        return request => routes.Find(request) ?? RouteKey.Of(request);
    }

    private RequestTest Test(RecordedRequest recorded) => new()
    {
        Name = $"recorded: {recorded.Request} ({traffic}, {recorded.Place})",
        Subject = recorded.Route,
        IsConcluded = true,
        Request = recorded.Request,
        Effects = recorded.Request.IsSafe ? StagingEffects.None : StagingEffects.Writes,
    };
}
