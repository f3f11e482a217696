using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Routing;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>One proxied request on its way: what was found out about it, and the headers to add on both sides.</summary>
internal sealed class ProxyExchange(HttpContext context, SimulatedFaults faults, string path, string query, long startedAt)
{
    private List<KeyValuePair<string, string>>? _responseHeaders;
    private List<KeyValuePair<string, string>>? _upstreamHeaders;
    private string? _hiddenHeader;
    private string? _hiddenArgument;

    public HttpContext Context => context;

    public HttpRequest Request => context.Request;

    public SimulatedFaults Faults => faults;

    /// <summary>The path that routes are compared with.</summary>
    public string Path => path;

    /// <summary>The query with its question mark, or nothing.</summary>
    public string Query => query;

    public long StartedAt => startedAt;

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

    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders => _responseHeaders ?? [];

    public IReadOnlyList<KeyValuePair<string, string>> UpstreamHeaders => _upstreamHeaders ?? [];

    public void Authenticate(Credential credential)
    {
        Consumer = credential.Consumer;
        CredentialId = credential.Id;
        AddUpstreamHeader("X-Consumer-ID", credential.Consumer.Id);
        if (credential.Consumer.CustomId is { } customId)
            AddUpstreamHeader("X-Consumer-Custom-ID", customId);
        if (credential.Consumer.Username is { } username)
            AddUpstreamHeader("X-Consumer-Username", username);
        if (credential.Id is { } id)
            AddUpstreamHeader("X-Credential-Identifier", id);
        else
            AddUpstreamHeader("X-Anonymous-Consumer", "true");
    }

    public void AddResponseHeader(string name, string value) => (_responseHeaders ??= []).Add(new(name, value));

    public void AddUpstreamHeader(string name, string value) => (_upstreamHeaders ??= []).Add(new(name, value));

    public void HideHeader(string name) => _hiddenHeader = name;

    public void HideArgument(string name) => _hiddenArgument = name;

    public bool IsHidden(string header) => _hiddenHeader is not null && header.Equals(_hiddenHeader, StringComparison.OrdinalIgnoreCase);

    /// <summary>The query as the upstream sees it: without a hidden key.</summary>
    public string UpstreamQuery()
    {
        if (_hiddenArgument is null || query.Length == 0)
            return query;
        string rest = string.Join('&', query[1..].Split('&').Where(a => a.Split('=')[0] != _hiddenArgument));
        return rest.Length == 0 ? "" : "?" + rest;
    }
}
