namespace Kong.Upgrade.Probing;

/// <summary>A verdict with its reason.</summary>
/// <param name="Verdict">What the gate makes of it.</param>
/// <param name="Reason">Why, with the values seen and the limits.</param>
public readonly record struct GateVerdict(ProbeVerdict Verdict, string Reason);
