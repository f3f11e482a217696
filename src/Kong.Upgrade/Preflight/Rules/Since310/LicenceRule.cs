using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since310;

/// <summary>3100-05, 3150-01: no licence to be seen, neither in the database nor in green's settings. A file in its usual place cannot be seen from here.</summary>
/// <param name="id">The change's id.</param>
internal sealed class LicenceRule(string id) : ChangeRule(id)
{
    private static readonly string[] settings = ["license_data", "license_path"];

    public override IReadOnlyList<string> Kinds => ["licenses"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.Settings);

    private sealed class Search(SettingFacts known) : ChangeSearch
    {
        private bool isThere = !known.IsFileKnown || settings.Any(s => known.IsSetForGreen(s) == true);

        public override Hit? See(KongEntity entity)
        {
            isThere = true;
            return null;
        }

        // Likely is not enough to stop an upgrade for.
        public override IEnumerable<Hit> End() =>
            isThere ? [] : [new("no licence in the database, nor KONG_LICENSE_DATA or KONG_LICENSE_PATH", FindingCertainty.Suspected, new() { Kind = "licence", Value = "none in the database, nor KONG_LICENSE_DATA or KONG_LICENSE_PATH" }) { Severity = FindingSeverity.Serious }];
    }
}
