namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>Which methods a route may be asked with.</summary>
internal static class RouteMethods
{
    private static readonly string[] safe = ["GET", "HEAD", "OPTIONS"], writing = ["POST", "PUT", "PATCH", "DELETE"];

    // nginx itself answers these with 405.
    private static readonly string[] refused = ["TRACE", "CONNECT"];

    /// <summary>The best first; with what writes only where that is agreed to.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> methods, StagingEffects consent)
    {
        bool mayWrite = consent.HasFlag(StagingEffects.Writes);
        return methods.Count == 0 ? mayWrite ? [.. safe, .. writing] : safe
            : [.. safe.Where(methods.Contains), .. mayWrite ? methods.Where(m => Writes(m) && !refused.Contains(m)) : []];
    }

    public static bool Writes(string method) => !safe.Contains(method);

    /// <summary>Why there is none.</summary>
    public static string Missing(IReadOnlyList<string> methods) =>
        methods.All(m => refused.Contains(m)) ? $"it takes only {string.Join(" and ", methods)}, which nginx itself refuses"
        : $"it takes only {string.Join(", ", methods)}, which may write: agree to {nameof(StagingEffects)}.{nameof(StagingEffects.Writes)} to have it asked";
}
