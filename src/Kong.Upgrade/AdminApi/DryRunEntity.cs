using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>Which entity, without its fields: they may be secret.</summary>
/// <param name="Kind">The collection, such as <c>plugins</c>.</param>
/// <param name="Id">Its id, where the source names one.</param>
/// <param name="Name">What people call it, where it is called anything.</param>
/// <param name="Workspace">Its workspace, where the source says.</param>
public sealed record DryRunEntity(string Kind, string? Id, string? Name, string? Workspace)
{
    internal static DryRunEntity Of(KongEntity entity) => new(entity.Kind, entity.Id, entity.Name, entity.Workspace);

    /// <summary>What it is, for people.</summary>
    /// <returns>Such as <c>plugins rate-limiting (5dbd…) of workspace default</c>.</returns>
    public override string ToString() => $"{Kind} {Name ?? Id ?? "without name"}{(Name is null || Id is null ? "" : $" ({Id})")}{(Workspace is null ? "" : $" of workspace {Workspace}")}";
}
