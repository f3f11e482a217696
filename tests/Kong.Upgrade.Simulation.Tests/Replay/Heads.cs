namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Heads of answers, without what differs from run to run: lengths, times, ids keep their names but lose their values.</summary>
internal static class Heads
{
    private static readonly string[] Varying =
    [
        "Content-Length", "Date", "X-Kong-Admin-Latency", "X-Kong-Request-Id", "X-Kong-Upstream-Latency", "X-Kong-Proxy-Latency", "X-Kong-Response-Latency",
        "X-Lab-Id", "RateLimit-Reset", "Retry-After",
    ];

    // HttpClient does not show a keep-alive that HTTP/1.1 takes for granted, and Kestrel does not send it; a chunked body is
    // one with a length here; the lab's backends were Python and named themselves.
    private static readonly string[] Transport = ["Connection", "Transfer-Encoding", "Content-Length"];

    public static SortedDictionary<string, string> Of(HttpResponseMessage response) => Sort(
        response.Headers.Concat(response.Content.Headers).Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value)))
            .Append(new("Reason", response.ReasonPhrase ?? "")));

    public static SortedDictionary<string, string> Of(RecordedExchange recorded) =>
        Sort(recorded.AnswerHeaders.Where(h => !h.Value.StartsWith("BaseHTTP", StringComparison.Ordinal)).Append(new("Reason", recorded.Reason)));

    private static SortedDictionary<string, string> Sort(IEnumerable<KeyValuePair<string, string>> headers) => new(
        headers.Where(h => !Transport.Contains(h.Key)).ToDictionary(h => h.Key, h => Varying.Contains(h.Key) ? "*" : h.Value), StringComparer.OrdinalIgnoreCase);
}
