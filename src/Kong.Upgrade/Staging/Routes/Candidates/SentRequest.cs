using Kong.Upgrade.Preflight.Regexes.Trials;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes.Answers;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>A request as it goes to the node, so that its router sees what was meant.</summary>
internal static class SentRequest
{
    public static StagingRequest Of(SeenRequest seen, RouteModel route, Credential? credential) => new()
    {
        Path = PathText.Encode(seen.Path),
        Method = seen.Method,
        Host = seen.Host,
        Headers = [.. seen.Headers.Select(h => new StagingHeader(h.Key, StagingSecret.Of(h.Value))), .. credential is null ? [] : new[] { new StagingHeader(credential.Header, credential.Key) }],
        Protocol = route.IsWebSocket ? StagingProtocol.WebSocket : StagingProtocol.Http11,
        Tls = seen.Tls,
        Sni = seen.Tls && seen.Sni != seen.HostName ? seen.Sni : null,
    };
}
