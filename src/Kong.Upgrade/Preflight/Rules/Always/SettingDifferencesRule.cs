using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>ANY-01: settings that both versions know and that running nodes of blue and green resolved differently.</summary>
internal sealed class SettingDifferencesRule() : ChangeRule("ANY-01")
{
    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        // Blue's nodes are taken to be alike; of green each node may have gone astray by itself.
        public override IEnumerable<Hit> Start() =>
            installation.Blue is [var blue, ..] ? installation.Green.SelectMany(green => SettingDifference.Find(blue, green)).DistinctBy(d => (d.Setting, d.Blue, d.Green)).Select(Hit) : [];

        private static Hit Hit(SettingDifference difference) =>
            Rule.SettingHit(difference.Setting, $"blue has {ShownSetting.Of(difference.Setting, difference.Blue)}, green {ShownSetting.Of(difference.Setting, difference.Green)}");
    }
}
