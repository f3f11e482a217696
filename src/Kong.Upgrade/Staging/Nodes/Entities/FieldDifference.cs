namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>A field in which an entity differs.</summary>
/// <param name="Field">Its path; never its value.</param>
/// <param name="Reason">Why it is no finding, or <see cref="DifferenceReason.None"/>.</param>
/// <param name="What">What is the case, in words without values.</param>
/// <param name="Change">The change of the catalogue that fits.</param>
internal sealed record FieldDifference(string Field, DifferenceReason Reason, string What, string? Change = null);
