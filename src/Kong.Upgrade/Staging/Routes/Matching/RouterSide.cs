using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Preflight.Regexes.Paths;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>The router of blue or of green.</summary>
/// <param name="Version">The version.</param>
/// <param name="Flavor">The flavor.</param>
/// <param name="IsMigrated">Whether paths are read as <c>up</c> from 2.8 leaves them.</param>
internal sealed record RouterSide(KongVersion Version, RouterFlavor Flavor, bool IsMigrated)
{
    private static readonly KongVersion newRegexes = KongVersion.Parse("3.7.0"), split = KongVersion.Parse("3.3.0");

    public bool IsTraditional => Flavor is RouterFlavor.Traditional;

    /// <summary>Who reads the regexes of paths.</summary>
    public RegexDialect Dialect => !IsTraditional ? RegexDialect.Rust : Version < newRegexes ? RegexDialect.Pcre : RegexDialect.Pcre2;

    /// <summary>Whether paths of different lengths are ranked apart: before 3.3 a route had one rank (kong-facts 7, 330-06).</summary>
    public bool RanksPathsApart => IsTraditional || Version >= split;

    /// <summary>A stored path as this side's database has it.</summary>
    public string PathOf(string stored) => IsMigrated && !stored.StartsWith('~') ? RoutePath.AfterMigration(stored) : stored;
}
