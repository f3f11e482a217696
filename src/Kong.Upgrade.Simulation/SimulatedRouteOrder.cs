namespace Kong.Upgrade.Simulation;

/// <summary>In which order a simulated node tries routes that fit the same request.</summary>
public enum SimulatedRouteOrder
{
    /// <summary>As Kong's router does. The default.</summary>
    Kong,

    /// <summary>Paths that are prefixes before those that are regular expressions; otherwise as Kong.</summary>
    PrefixesFirst,

    /// <summary>Short prefixes before long ones, and low <c>regex_priority</c> before high; otherwise as Kong.</summary>
    ShortestFirst,

    /// <summary>Of routes that rank equal the youngest first, where Kong takes the oldest.</summary>
    YoungestFirst,
}
