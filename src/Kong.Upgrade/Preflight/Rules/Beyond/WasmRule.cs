using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Beyond;

/// <summary>3110-01: filters of WebAssembly, which are gone, and their settings.</summary>
internal sealed class WasmRule() : ChangeRule("3110-01")
{
    public override IReadOnlyList<string> Kinds => ["filter_chains"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.Settings);

    private sealed class Search(SettingFacts settings) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() => settings.GreenValue("wasm") is "on" or "true" ? [Rule.SettingHit("wasm", "on")] : [];

        // A chain matters even where this library cannot see whether wasm is on.
        public override Hit? See(KongEntity entity) => entity.IsEnabled() ? "a filter chain in use" : null;
    }
}
