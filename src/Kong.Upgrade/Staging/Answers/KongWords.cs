namespace Kong.Upgrade.Staging.Answers;

/// <summary>What Kong itself says in an answer (recordings/*/proxy/*.http; headers may be switched off with the setting <c>headers</c>).</summary>
internal static class KongWords
{
    private const string Product = "kong/";

    /// <summary>Whether the router found no route: Kong's own 404.</summary>
    public static bool IsNoRoute(StagingAnswer answer) => answer.Status == 404 && Says(answer, "no Route matched with those values"u8);

    /// <summary>Whether Kong broke over the request: its own 500.</summary>
    public static bool IsBroken(StagingAnswer answer) => answer.Status == 500 && Says(answer, "An unexpected error occurred"u8);

    /// <summary>Whether Kong made the answer itself; <see langword="null"/> where its headers do not tell.</summary>
    public static bool? IsOwn(StagingAnswer answer) =>
        answer.Header("X-Kong-Response-Latency") is not null ? true
        : answer.Header("X-Kong-Upstream-Latency") is not null ? false
        : answer.Header("Server")?.StartsWith(Product, StringComparison.Ordinal) is true ? true
        : answer.Header("Via")?.Contains(Product, StringComparison.Ordinal) is true ? false : null;

    /// <summary>The version that answered, as <c>Via</c> or <c>Server</c> says it.</summary>
    public static KongVersion? Version(StagingAnswer answer)
    {
        foreach (string name in (string[])["Via", "Server"])
            if (answer.Header(name) is { } value && value.LastIndexOf(Product, StringComparison.Ordinal) is var at and >= 0)
                return KongVersion.TryParse(value[(at + Product.Length)..].Split(',', ' ')[0], out KongVersion? version) ? version : null;
        return null;
    }

    /// <summary>The message of an answer that Kong made, without secrets: a plugin may name the key that it refuses.</summary>
    public static string? Message(StagingAnswer answer) =>
        IsOwn(answer) is true && AnswerJson.Of(answer.Body.Span)?["message"]?.ToString() is { } message ? AnswerText.WithoutSecrets(message, answer.Secrets) : null;

    private static bool Says(StagingAnswer answer, ReadOnlySpan<byte> words) => answer.Body.Span.IndexOf(words) >= 0;
}
