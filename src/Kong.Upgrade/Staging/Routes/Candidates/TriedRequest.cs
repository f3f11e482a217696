using Kong.Upgrade.Staging.Routes.Matching;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>A request, and whom each side gives it to. Immutable.</summary>
internal sealed record TriedRequest(SeenRequest Request, RouterAnswer Blue, RouterAnswer Green)
{
    /// <summary>The same for the same request, header values included.</summary>
    public string Key => $"{Request.Method} {Request.Host} {Request.Path} {Request.Tls} {Request.Sni} {string.Join('\n', Request.Headers.Select(h => $"{h.Key}:{h.Value}"))}";
}
