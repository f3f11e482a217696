using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Makes requests out of a configuration: for each route some that this route, and no other, must answer on blue and on green.</summary>
internal static class RouteRequests
{
    /// <param name="entities">The configuration as blue has it, of all workspaces: they share one router.</param>
    /// <param name="options">What is known and agreed to.</param>
    public static DerivedRequests Derive(IReadOnlyCollection<KongEntity> entities, DerivationOptions options)
    {
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(options);
        RouteConfiguration configuration = RouteConfiguration.Of(entities);
        PathRegexes regexes = new();
        RouterTable blue = new(configuration.Routes, new(options.Blue, regexes)), green = new(configuration.Routes, new(options.Green, regexes));
        Derivation derivation = new(configuration, blue, green, options);
        foreach (RouteModel route in configuration.Routes) derivation.Add(route);
        return derivation.Derived;
    }
}
