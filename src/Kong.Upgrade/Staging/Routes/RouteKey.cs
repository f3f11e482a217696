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

    /// <param name="request">The request; of its headers only those are read that some route asks for.</param>
    /// <param name="cancellationToken">Ends the reading of headers.</param>
    /// <returns>The route's id, or its name where it has none; <see langword="null"/> where no route answers, or where it is not sure which.</returns>
    public async ValueTask<string?> FindAsync(StagingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<KeyValuePair<string, string>> read = [];
        foreach (StagingHeader header in request.Headers)
            if (headers.Contains(SeenRequest.PlainName(header.Name))) read.Add(KeyValuePair.Create(header.Name, await header.Value.ReadAsync(cancellationToken).ConfigureAwait(false)));
        SeenRequest seen = new() { Path = PathDecoding.Normalize(request.Path.Split('?')[0]), Method = request.Method, Host = request.Host, Headers = read, Tls = request.Tls };
        return blue.Find(seen with { Sni = request.Tls ? request.Sni ?? seen.HostName : null }).Route is { } route ? route.Id ?? route.Name : null;
    }
}
