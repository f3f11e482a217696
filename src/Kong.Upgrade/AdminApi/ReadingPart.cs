namespace Kong.Upgrade.AdminApi;

/// <summary>A collection at one path, of one workspace.</summary>
/// <param name="Collection">Which.</param>
/// <param name="Path">Where, with the workspace in front where the node wants it.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Parent">Whose children they are, where they lie below their parent.</param>
internal sealed record ReadingPart(AdminCollection Collection, string Path, string? Workspace, string? Parent = null)
{
    public string Key => Path[(Path.LastIndexOf('/') + 1)..];

    public override string ToString() => $"{Collection.Kind}{(Parent is null ? "" : $" of {Collection.Nested!.Parent} {Parent}")}{(Workspace is null ? "" : $" of workspace {Workspace}")}";
}
