using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Left to a person as soon as there is any entity of a sort: one hit with their number, for it is the sort that matters and not each of them.</summary>
internal sealed class ReviewOnceRule(string id, IReadOnlyList<string> kinds, string sort, Func<KongEntity, bool> isConcerned) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => kinds;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(sort, isConcerned);

    private sealed class Search(string sort, Func<KongEntity, bool> isConcerned) : ChangeSearch
    {
        private long count;

        public override Hit? See(KongEntity entity)
        {
            if (isConcerned(entity)) count++;
            return null;
        }

        public override IEnumerable<Hit> End()
        {
            if (count > 0) yield return new Hit($"{count} {sort}", FindingCertainty.Review, new() { Kind = "entities", Name = sort, Value = $"{count} in use" });
        }
    }
}
