namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Headers that belong to a connection, to its own framing or to an answer of long ago.</summary>
internal static class NeverReplayed
{
    private static readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings", "Content-Length", "Expect",
        "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions",
    };

    public static void RemoveFrom(List<(string Name, string Value)> headers)
    {
        // Connection names headers that are meant for the next hop only.
        for (int i = 0; i < headers.Count; i++)
            if (headers[i].Name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                string[] hops = headers[i].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                headers.RemoveAll(h => hops.Contains(h.Name, StringComparer.OrdinalIgnoreCase) && !names.Contains(h.Name));
                break;
            }
        headers.RemoveAll(h => names.Contains(h.Name));
    }
}
