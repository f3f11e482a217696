namespace Kong.Upgrade;

/// <summary>A risk that somebody took, with the reason.</summary>
/// <param name="Risk">The risk.</param>
/// <param name="Reason">Why it was taken.</param>
public readonly record struct Acknowledgement(UpgradeRisk Risk, string Reason);
