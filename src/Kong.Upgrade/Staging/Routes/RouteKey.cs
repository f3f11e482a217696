using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Regexes.Paths;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Tells which of blue's routes would answer a request: for samples of recorded traffic that have every route in them. For one thread.</summary>
internal sealed class RouteKey
{
    private readonly RouterTable blue;
    private readonly HashSet<string> headers;

    public RouteKey(IReadOnlyCollection<KongEntity> entities, DerivationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RouteConfiguration configuration = RouteConfiguration.Of(entities);
        EntryMaker maker = new(options.Blue, new());
        blue = new(configuration.Routes, maker);
        headers = [.. configuration.Routes.SelectMany(maker.Of).SelectMany(e => e.Headers).Select(h => SeenRequest.PlainName(h.Name))];
    }

    /// <param name="request">The request; of its headers only those are looked at that some route asks for, and whose values are known.</param>
    /// <returns>The route's id, or its name where it has none; <see langword="null"/> where no route answers, or where it is not sure which.</returns>
    public string? Find(StagingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        KeyValuePair<string, string>[] read = [.. request.Headers.Where(h => h.Value.Known is not null && headers.Contains(SeenRequest.PlainName(h.Name))).Select(h => KeyValuePair.Create(h.Name, h.Value.Known!))];
        SeenRequest seen = new() { Path = PathDecoding.Normalize(request.Path.Split('?')[0]), Method = request.Method, Host = request.Host, Headers = read, Tls = request.Tls };
        return blue.Find(seen with { Sni = request.Tls ? request.Sni ?? seen.HostName : null }).Route is { } route ? route.Id ?? route.Name : null;
    }
}
