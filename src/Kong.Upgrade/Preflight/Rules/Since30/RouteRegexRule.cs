using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Regexes in routes that the new router refuses or reads differently (kong-facts 13 no. 1).</summary>
/// <param name="id">The change's id.</param>
/// <param name="refusedOnly">Whether those that are only read differently do not count.</param>
internal sealed class RouteRegexRule(string id, bool refusedOnly) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => ["routes"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation, refusedOnly);

    private sealed class Search(InstallationFacts installation, bool refusedOnly) : ChangeSearch
    {
        private readonly bool isOfInterest = !installation.KeepsOldRouter();

        public override Hit? See(KongEntity route)
        {
            if (!isOfInterest || !RoutePaths.MayHaveRegex(route)) return null;
            foreach (string path in route.Items("paths"))
                if (RoutePaths.Regex(path, installation) is { } regex && Judge(regex) is { } trouble && (trouble.IsRefused || !refusedOnly)) return Hit.Suspected($"{path}: {trouble.What}");
            return null;
        }

        private static RegexTrouble? Judge(string regex) => RegexTokens.FirstTrouble(regex);
    }
}
