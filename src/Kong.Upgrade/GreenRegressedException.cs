namespace Kong.Upgrade;

/// <summary>A gate found that green does harm. Appears as the <see cref="UpgradeReport.Error"/> of a run that went back by itself.</summary>
public sealed class GreenRegressedException : KongUpgradeException
{
    internal GreenRegressedException(string gateName, string evidence)
        : base($"green regressed: {evidence} (gate: {gateName})") => (GateName, Evidence) = (gateName, evidence);

    /// <summary>The gate.</summary>
    public string GateName { get; }

    /// <summary>What was seen, with the limit.</summary>
    public string Evidence { get; }
}
