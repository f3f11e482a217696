using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Left to a person once for the whole installation, where any entity shows that it can be of interest.</summary>
internal sealed class ReviewWhereAnyRule(string id, IReadOnlyList<string> kinds, Func<KongEntity, bool> look) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => kinds;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(look);

    private sealed class Search(Func<KongEntity, bool> look) : ChangeSearch
    {
        private bool found;

        public override Hit? See(KongEntity entity)
        {
            found = found || look(entity);
            return null;
        }

        public override IEnumerable<Hit> End() => found ? [new Hit("", FindingCertainty.Review)] : [];
    }
}
