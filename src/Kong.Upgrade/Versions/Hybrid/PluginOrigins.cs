namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>Since when a plugin comes with Kong (kong-facts 7, G4; open source). A data plane that lacks a configured one gets no configuration at all.</summary>
internal static class PluginOrigins
{
    private static readonly (int, int) ai = (3, 6);

    private static readonly Dictionary<string, (int Major, int Minor)> since = new()
    {
        ["opentelemetry"] = (3, 0),
        ["ai-proxy"] = ai,
        ["ai-prompt-decorator"] = ai,
        ["ai-prompt-guard"] = ai,
        ["ai-prompt-template"] = ai,
        ["ai-request-transformer"] = ai,
        ["ai-response-transformer"] = ai,
        ["standard-webhooks"] = (3, 8),
        ["redirect"] = (3, 9),
    };

    /// <summary>Those of the plugins that a version does not bring, in order.</summary>
    public static IReadOnlyList<string> MissingIn(KongVersion version, IReadOnlyCollection<string> plugins) =>
        [.. plugins.Where(p => since.TryGetValue(p, out (int, int) first) && (version.Major, version.Minor).CompareTo(first) < 0).Order(StringComparer.Ordinal)];
}
