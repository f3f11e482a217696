namespace Kong.Upgrade.AdminApi;

/// <summary>What was not validated: neither good nor bad, but unknown.</summary>
/// <param name="What">Which part, such as <c>plugins cors</c>.</param>
/// <param name="Why">Why, without secrets.</param>
/// <param name="Entities">How many entities; 0 where nobody knows.</param>
public sealed record DryRunGap(string What, string Why, int Entities);
