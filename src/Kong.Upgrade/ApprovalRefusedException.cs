namespace Kong.Upgrade;

/// <summary>A person refused. Appears as the <see cref="UpgradeReport.Error"/> of a run that went back.</summary>
public sealed class ApprovalRefusedException : KongUpgradeException
{
    internal ApprovalRefusedException(string before, string by, string reason)
        : base($"{by} refused {before}: {(reason.Length == 0 ? "no reason given" : reason)}") => By = by;

    /// <summary>Who refused.</summary>
    public string By { get; }
}
