using System.Globalization;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Targets that an upstream has twice: <c>finish</c> deletes all but the newest, and fails where two are equally new (kong-facts 13 no. 7).</summary>
internal sealed class DuplicateTargetsRule() : ChangeRule("300-20")
{
    public override IReadOnlyList<string> Kinds => ["targets"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        private readonly Dictionary<(string? Workspace, string Upstream, string Target), Seen> byTarget = [];

        // In a file they are refused when it is loaded, and no row is deleted.
        public override Hit? See(KongEntity target)
        {
            if (installation.IsDeclarative || target.Reference("upstream") is not { } upstream || target.Text("target") is not { } address) return null;
            byTarget[(target.Workspace, upstream, address)] = byTarget.TryGetValue((target.Workspace, upstream, address), out Seen seen) ? seen.And(Made(target), target) : new(Made(target), 1, 1, null);
            return null;
        }

        public override IEnumerable<Hit> End() => byTarget.Where(t => t.Value.Count > 1).Select(t => Tell(t.Key.Target, t.Value));

        private static Hit Tell(string target, Seen seen) => seen.Newest is null ? Of(seen, $"{seen.Count} times {target}, of unknown age", FindingCertainty.Suspected, FindingSeverity.Blocking)
            : seen.AtNewest > 1 ? Of(seen, $"{seen.Count} times {target}, {seen.AtNewest} of them made at the same time: finish fails", null, FindingSeverity.Blocking)
            : Of(seen, $"{seen.Count} times {target}: finish keeps the newest", null, FindingSeverity.Serious);

        private static Hit Of(Seen seen, string value, FindingCertainty? certainty, FindingSeverity severity) => new(value, certainty) { Entity = seen.Example, Severity = severity };

        private static double? Made(KongEntity target) => target.Number("created_at") ??
            (DateTimeOffset.TryParse(target.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at.ToUnixTimeMilliseconds() / 1000d : null);
    }

    /// <summary>What is remembered of one target; the entity only once there is a second.</summary>
    private readonly record struct Seen(double? Newest, int Count, int AtNewest, KongEntity? Example)
    {
        // An age that is not known makes the whole not known.
        public Seen And(double? made, KongEntity target) => made is null || Newest is null ? new(null, Count + 1, 0, target.Alone())
            : made > Newest ? new(made, Count + 1, 1, target.Alone())
            : this with { Count = Count + 1, AtNewest = AtNewest + (made == Newest ? 1 : 0), Example = target.Alone() };
    }
}
