using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since310;

/// <summary>3100-04: code that takes arguments out of a request's query. Serverless code is read; the code of custom plugins is not at hand.</summary>
internal sealed class ClearQueryArgRule() : ChangeRule("3100-04")
{
    private const string Function = "clear_query_arg";

    private static readonly string[] phases = ["access", "rewrite", "certificate", "functions"];

    public override IReadOnlyList<string> Kinds => ["plugins"];

    public override IReadOnlyList<string> Plugins => ["post-function", "pre-function"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation);

    private sealed class Search(InstallationFacts installation) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() => installation.CustomPlugins is { Count: > 0 } custom ? [new("", Subject: new() { Kind = "custom plugins", Value = string.Join(", ", custom) })] : [];

        public override Hit? See(KongEntity entity) =>
            entity.IsEnabled() && phases.Any(p => entity.Items($"config.{p}").Any(code => code.Contains(Function, StringComparison.Ordinal))) ? $"calls {Function}" : null;
    }
}
