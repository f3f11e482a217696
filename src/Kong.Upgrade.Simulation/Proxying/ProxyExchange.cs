using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>One proxied request on its way: what was found out about it, and the headers to add on both sides.</summary>
internal sealed class ProxyExchange(HttpContext context, SimulatedFaults faults, string path, string query, long startedAt)
{
    private List<KeyValuePair<string, string>>? _responseHeaders;
    private UpstreamHeaders? _upstream;
    private UpstreamQuery? _arguments;
    private byte[]? _body;
    private bool _responds;

    public HttpContext Context => context;

    public HttpRequest Request => context.Request;

    public SimulatedFaults Faults => faults;

    /// <summary>The path that routes are compared with.</summary>
    public string Path => path;

    /// <summary>The query with its question mark, or nothing.</summary>
    public string Query => query;

    public long StartedAt => startedAt;

    /// <summary>Path and query as the client sent them.</summary>
    public string RawTarget => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>When the upstream was asked, and when it answered; 0 while it was not.</summary>
    public long UpstreamAskedAt { get; set; }

    public long UpstreamAnsweredAt { get; set; }

    public string? RequestId { get; init; }

    public string? CorrelationId { get; set; }

    public RouteModel? Route { get; set; }

    public int MatchedLength { get; set; }

    public Consumer? Consumer { get; private set; }

    public string? CredentialId { get; private set; }

    public string ClientAddress => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>What the upstream gets to see.</summary>
    public UpstreamHeaders Upstream => _upstream ??= new(Request.Headers);

    public UpstreamQuery Arguments => _arguments ??= new(query);

    /// <summary>The method, host and path towards the upstream, when a plugin set them.</summary>
    public string? UpstreamMethod { get; set; }

    public string? UpstreamHost { get; set; }

    public string? UpstreamPath { get; set; }

    /// <summary>Tells the upstream who asks; what the client claimed about that is taken away.</summary>
    public void Authenticate(Credential credential)
    {
        Consumer = credential.Consumer;
        CredentialId = credential.Id;
        Tell("X-Consumer-ID", credential.Consumer.Id);
        Tell("X-Consumer-Custom-ID", credential.Consumer.CustomId);
        Tell("X-Consumer-Username", credential.Consumer.Username);
        Tell("X-Credential-Identifier", credential.Identifier);
        Tell("X-Anonymous-Consumer", credential.Id is null ? "true" : null);
    }

    /// <summary>Sets a header towards the upstream, or takes it away.</summary>
    public void Tell(string header, string? value)
    {
        if (value is null)
            Upstream.Remove(header);
        else
            Upstream.Set(header, value);
    }

    /// <summary>The request's body; the upstream gets it all the same.</summary>
    public async ValueTask<byte[]> ReadBodyAsync()
    {
        if (_body is not null)
            return _body;
        using MemoryStream copy = new();
        await Request.Body.CopyToAsync(copy, context.RequestAborted).ConfigureAwait(false);
        _body = copy.ToArray();
        Request.Body = new MemoryStream(_body, writable: false);
        return _body;
    }

    /// <summary>Adds a header to the answer, when there is one.</summary>
    public void AddResponseHeader(string name, string value)
    {
        if (_responds)
            context.Response.Headers.Append(name, value);
        else
            (_responseHeaders ??= []).Add(new(name, value));
    }

    /// <summary>Lets the plugins work on the answer's headers, behind those that were added on the way in.</summary>
    public void Respond()
    {
        _responds = true;
        foreach ((string name, string value) in _responseHeaders ?? [])
            context.Response.Headers.Append(name, value);
        Route?.Plugins.Respond(this);
    }
}
