namespace Kong.Upgrade;

/// <summary>Something was found that must be mended before an upgrade may start. Nothing was changed.</summary>
public sealed class PreflightBlockedException : KongUpgradeException
{
    internal PreflightBlockedException(IReadOnlyList<string> findings)
        : base($"the upgrade must not start:{string.Concat(findings.Select(f => $"{Environment.NewLine}- {f}"))}") => Findings = findings;

    /// <summary>What was found, each with its remedy.</summary>
    public IReadOnlyList<string> Findings { get; }
}
