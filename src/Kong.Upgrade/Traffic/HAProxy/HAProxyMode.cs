namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>How a share is told to HAProxy.</summary>
public enum HAProxyMode
{
    /// <summary>By the weights of blue's and green's servers in one backend: needs nothing but the servers, in steps of about half a percent. Raised before others are lowered (kong-facts 12.6 no. 4).</summary>
    Weights,

    /// <summary>By one number in a map that rules of the backend read with each request: one part in a million, changed at once, with stickiness and testers. Needs lines that <see cref="HAProxyTrafficSplitter.ConfigurationToAdd"/> prints.</summary>
    Map,
}
