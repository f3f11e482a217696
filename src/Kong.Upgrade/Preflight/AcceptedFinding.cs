namespace Kong.Upgrade.Preflight;

/// <summary>A finding that somebody accepted beforehand. Immutable.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Reason">Why it was accepted.</param>
public sealed record AcceptedFinding(PreflightFinding Finding, string Reason);
