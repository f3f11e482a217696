using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A change that hurts somebody's own code. Code that stands in pre-function and post-function is searched for words; of custom plugins only the names are known, so a person has to read them.</summary>
/// <param name="id">The change's id.</param>
/// <param name="words">What such code would say, exactly as JSON writes it; empty where that code cannot be concerned.</param>
/// <param name="with">Plugins of which one must be in use for the change to matter; empty where none is needed.</param>
internal sealed class CustomCodeRule(string id, IReadOnlyList<string> words, IReadOnlyList<string> with) : ChangeRule(id)
{
    private static readonly string[] serverless = ["pre-function", "post-function"];

    public override IReadOnlyList<string> Kinds => Plugins.Count > 0 ? ["plugins"] : [];

    public override IReadOnlyList<string> Plugins => words.Count > 0 ? [.. with, .. serverless] : with;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(words, with, installation);

    private sealed class Search(IReadOnlyList<string> words, IReadOnlyList<string> with, InstallationFacts installation) : ChangeSearch
    {
        private bool inUse = with.Count == 0;

        public override Hit? See(KongEntity plugin)
        {
            if (!plugin.IsEnabled()) return null;
            if (serverless.Contains(plugin.Text("name"))) return words.FirstOrDefault(w => plugin.RawContains("config", w)) is { } word ? Hit.Suspected($"its code says {word}") : null;
            inUse = true;
            return null;
        }

        public override IEnumerable<Hit> End() =>
            inUse ? installation.CustomPlugins.Select(p => new Hit(p, FindingCertainty.Review, new() { Kind = "plugins", Name = p, Value = "custom: its code must be read" })) : [];
    }
}
