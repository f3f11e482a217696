using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A rule that tells by the installation and by each entity alone: a change that shows in settings and in plugins.</summary>
internal sealed class EitherRule(string id, Func<InstallationFacts, IEnumerable<Hit>> start, IReadOnlyList<string> kinds, IReadOnlyList<string> plugins, Func<KongEntity, InstallationFacts, Hit?> look) : ChangeRule(id)
{
    public override IReadOnlyList<string> Kinds => kinds;

    public override IReadOnlyList<string> Plugins => plugins;

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(start, look, installation);

    /// <summary>Code that somebody wrote: plugins of one's own are left to a person, code in the configuration is searched for some texts.</summary>
    public static EitherRule Code(string id, params string[] texts) => new(id, OwnPlugins, ["plugins"], LuaCode.Plugins,
        (p, _) => p.IsEnabled() && LuaCode.Mentions(p, texts) is { } found ? Hit.Suspected(found) with { Severity = FindingSeverity.Serious } : null);

    /// <summary>Plugins that come with no version of Kong, each left to a person.</summary>
    public static IEnumerable<Hit> OwnPlugins(InstallationFacts installation) =>
        installation.CustomPlugins.Select(p => new Hit(p, FindingCertainty.Review, new() { Kind = "plugin", Name = p, Value = "a plugin of your own" }));

    private sealed class Search(Func<InstallationFacts, IEnumerable<Hit>> start, Func<KongEntity, InstallationFacts, Hit?> look, InstallationFacts installation) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() => start(installation);

        public override Hit? See(KongEntity entity) => look(entity, installation);
    }
}
