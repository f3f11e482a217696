namespace Kong.Upgrade.Preflight.Regexes.Paths;

/// <summary>What <c>up -f</c> or <c>finish -f</c> does to a path (kong-facts 12.3). It shows only when a node rebuilds its router: after a restart, a reload or a change of a route.</summary>
internal enum ForceDamage
{
    /// <summary>The path stays as it is.</summary>
    None = 0,

    /// <summary>A plain path becomes a regex, which may match other paths: <c>/s*</c> then matches every path. A second run makes it <see cref="NeverMatches"/>.</summary>
    BecomesRegex,

    /// <summary>The path gets a second tilde: its route answers 404.</summary>
    NeverMatches,

    /// <summary>The path stays of its kind and is written otherwise: decoded or normalised.</summary>
    Rewritten,
}
