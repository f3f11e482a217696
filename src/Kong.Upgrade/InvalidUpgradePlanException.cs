namespace Kong.Upgrade;

/// <summary>A plan does not make sense. Thrown by <see cref="UpgradePlanBuilder.Build"/> with everything that is wrong.</summary>
public sealed class InvalidUpgradePlanException : KongUpgradeException
{
    internal InvalidUpgradePlanException(IReadOnlyList<string> problems)
        : base($"The upgrade plan has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:{string.Concat(problems.Select(p => $"{Environment.NewLine}- {p}"))}") =>
        Problems = problems;

    /// <summary>Each problem: the call that is wrong, what is wrong with it, and the remedy.</summary>
    public IReadOnlyList<string> Problems { get; }
}
