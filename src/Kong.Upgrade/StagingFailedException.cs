namespace Kong.Upgrade;

/// <summary>Green did not pass its staging tests. No user had met it.</summary>
public sealed class StagingFailedException : KongUpgradeException
{
    internal StagingFailedException(IReadOnlyList<string> failures)
        : base($"green did not pass {failures.Count} staging {(failures.Count == 1 ? "test" : "tests")}; compare the considerations and breaking changes between the versions:"
            + string.Concat(failures.Select(f => $"{Environment.NewLine}- {f}"))) => Failures = failures;

    /// <summary>Each test with its evidence.</summary>
    public IReadOnlyList<string> Failures { get; }
}
