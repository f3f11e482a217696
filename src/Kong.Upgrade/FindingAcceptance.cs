namespace Kong.Upgrade;

/// <summary>A finding that a plan accepts beforehand, with the reason.</summary>
/// <param name="Id">The finding's id, such as <c>350-06</c>.</param>
/// <param name="Reason">Why it is accepted; the report keeps it.</param>
public readonly record struct FindingAcceptance(string Id, string Reason);
