using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Regexes in routes that the new router refuses or reads differently: each is compiled as both read it, and tried (kong-facts 13 no. 1).</summary>
/// <param name="id">The change's id.</param>
/// <param name="refusedOnly">Whether those that are only read differently do not count.</param>
internal sealed class RouteRegexRule(string id, bool refusedOnly) : ChangeRule(id)
{
    private static readonly RegexVerdicts verdicts = new();

    public override IReadOnlyList<string> Kinds => ["routes"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation, refusedOnly);

    private sealed class Search(InstallationFacts installation, bool refusedOnly) : ChangeSearch
    {
        private readonly bool isOfInterest = !installation.KeepsOldRouter();

        public override Hit? See(KongEntity route)
        {
            if (!isOfInterest || !RoutePaths.MayHaveRegex(route)) return null;
            foreach (string path in route.Items("paths"))
                if (RoutePaths.Regex(path, installation) is { } regex && Judge(verdicts.Compare(regex, RegexDialect.Pcre, RegexDialect.Rust)) is { } hit) return hit with { Value = $"{path}: {hit.Value}" };
            return null;
        }

        // What differs only on paths with control characters or beyond ASCII, as nearly every \d and . does, no client notices.
        private Hit? Judge(RegexVerdict verdict) => verdict.Kind switch
        {
            RegexVerdictKind.Refused => new(verdict.Reason),
            RegexVerdictKind.Differs when !refusedOnly && !verdict.OnlyRarePaths => new(verdict.Reason),
            RegexVerdictKind.Unknown when !refusedOnly => Hit.Suspected(verdict.Reason),
            _ => null,
        };
    }
}
