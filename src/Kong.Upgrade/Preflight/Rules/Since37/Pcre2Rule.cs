using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>370-01: regexes that PCRE2, which 3.7 brought, refuses. Looks only where nginx compiles them: the router of the flavours that default since 3.0 has an engine of its own.</summary>
internal sealed class Pcre2Rule() : ChangeRule("370-01")
{
    public override IReadOnlyList<string> Kinds => ["routes", "plugins"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        // The default became traditional_compatible in 3.0, before PCRE2 came.
        private readonly bool hasTraditionalRouter = installation.Settings.GreenValue("router_flavor") == "traditional";

        public override Hit? See(KongEntity entity)
        {
            IEnumerable<RegexPlace> places = entity.Kind == "routes" ? Routes(entity) : PluginRegexes.Of(entity);
            foreach (RegexPlace place in places)
                if (WhyRefused(place.Regex) is { } why) return new($"{place.Field} {place.Regex}: {why}");
            return null;
        }

        private IEnumerable<RegexPlace> Routes(KongEntity route) => hasTraditionalRouter ? RouteRegexes.Of(route, installation.From) : [];

        // What is neither refused for certain nor known to compile is told by green itself: only what compiled before and does not now is a hit.
        private static string? WhyRefused(string regex) =>
            PathRegexTrial.Check(regex, RegexDialect.Pcre2) is { Kind: RegexVerdictKind.Refused } verdict && PathRegexTrial.Check(regex, RegexDialect.Pcre).Kind is not RegexVerdictKind.Refused ? verdict.Reason : null;
    }
}
