namespace Kong.Upgrade.AdminApi;

/// <summary>Where a collection lies below each entity of another: <c>upstreams/{id}/targets</c>.</summary>
/// <param name="Parent">The parents' kind, which is also their path.</param>
/// <param name="Child">The last part of the path.</param>
/// <param name="Field">The field that names the parent.</param>
/// <param name="Member">Where the rows are not the entities but what is tied to the parent: the field that names it.</param>
internal sealed record NestedPath(string Parent, string Child, string Field, string? Member = null);
