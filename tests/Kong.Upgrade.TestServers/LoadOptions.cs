namespace Kong.Upgrade.TestServers;

/// <summary>How a <see cref="Load"/> asks.</summary>
public sealed class LoadOptions
{
    /// <summary>Users that ask at the same time, each one request after the other.</summary>
    public int Users { get; init; } = 4;

    /// <summary>Whether a user keeps its connection. Over HTTP/2 all users share one or a few connections in any case.</summary>
    public bool KeepsAlive { get; init; } = true;

    /// <summary>HTTP/2: over TLS by negotiation (any certificate is taken), without TLS by prior knowledge.</summary>
    public bool IsHttp2 { get; init; }

    public string Method { get; init; } = "GET";

    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How often a user asks at most: once in so long. As fast as it is answered by default.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How long one answer may take before it counts as a failure.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);
}
