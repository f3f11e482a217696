using System.Collections.Frozen;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>Which headers of answers are compared, and of which only that they are there.</summary>
internal static class HeaderNames
{
    // How the body came, and what is a part of its own (AnswerParts).
    private static readonly FrozenSet<string> passedOver = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Trailer", "Kong-Route-Id", "Kong-Route-Name", "Kong-Service-Id", "Kong-Service-Name");

    // Times, counters and ids: anew with each answer.
    private static readonly FrozenSet<string> changing = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Date", "Age", "Via", "Retry-After", "RateLimit-Remaining", "RateLimit-Reset", "X-Kong-Request-Id", "X-Kong-Upstream-Latency", "X-Kong-Proxy-Latency",
        "X-Kong-Response-Latency", "X-Kong-Third-Party-Latency", "X-Kong-Total-Latency", "X-Kong-Client-Latency", "Sec-WebSocket-Accept");

    public static bool IsCompared(string name) => !passedOver.Contains(name);

    /// <summary>Whether only its being there is compared.</summary>
    public static bool IsVolatile(string name, string value) =>
        changing.Contains(name) || name.StartsWith("X-RateLimit-Remaining-", StringComparison.OrdinalIgnoreCase)
        || (name.Equals("Server", StringComparison.OrdinalIgnoreCase) && value.StartsWith("kong/", StringComparison.Ordinal));
}
