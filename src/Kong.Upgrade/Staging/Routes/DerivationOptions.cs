using Kong.Upgrade.Staging.Routes.Matching;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>What has to be known, and what is agreed to, when requests are made out of a configuration. Immutable.</summary>
internal sealed record DerivationOptions
{
    private static readonly KongVersion newRouter = KongVersion.Parse("3.0.0");

    /// <summary>Blue's version; the configuration is as blue has it.</summary>
    public required KongVersion From { get; init; }

    /// <summary>Green's version.</summary>
    public required KongVersion To { get; init; }

    /// <summary>Blue's router; <see langword="null"/>, the default, for its version's own default.</summary>
    public RouterFlavor? BlueFlavor { get; init; }

    /// <summary>Green's router; <see langword="null"/>, the default, for its version's own default.</summary>
    public RouterFlavor? GreenFlavor { get; init; }

    /// <summary>Whether a TLS port is known: without one a route that asks for HTTPS is only seen to send clients there.</summary>
    public bool HasTls { get; init; }

    /// <summary>Which effects are agreed to.</summary>
    public StagingEffects Consent { get; init; }

    /// <summary>Whether keys that stand in the configuration may be sent.</summary>
    public bool UsesCredentials { get; init; }

    /// <summary>How many requests a route gets, from 1: what shows a redirect to HTTPS, a real key or another order of green comes on top.</summary>
    public int MostRequests { get; init; } = 3;

    public RouterSide Blue => new(From, BlueFlavor ?? Default(From), IsMigrated: false);

    public RouterSide Green => new(To, GreenFlavor ?? Default(To), IsMigrated: From < newRouter && To >= newRouter);

    private static RouterFlavor Default(KongVersion version) => version < newRouter ? RouterFlavor.Traditional : RouterFlavor.TraditionalCompatible;
}
