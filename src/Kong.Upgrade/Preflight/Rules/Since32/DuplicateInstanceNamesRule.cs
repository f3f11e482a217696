using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since32;

/// <summary>Plugins of a file that share an instance name within a workspace. Rows written before 3.2 have none.</summary>
internal sealed class DuplicateInstanceNamesRule() : ChangeRule("320-10")
{
    public override IReadOnlyList<string> Kinds => ["plugins"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.IsDeclarative);

    private sealed class Search(bool isOfInterest) : ChangeSearch
    {
        private readonly HashSet<(string? Workspace, string Name)> names = [];

        public override Hit? See(KongEntity plugin) =>
            isOfInterest && plugin.Text("instance_name") is { } name && !names.Add((plugin.Workspace, name)) ? $"instance_name {name} once more" : null;
    }
}
