namespace Kong.Upgrade;

/// <summary>After <c>up</c> a fresh node of blue's version does not work on the database. The run halts, because blue is what it would go back to.</summary>
/// <remarks>Running blue nodes serve on from memory until they are restarted or reloaded (kong-facts 12.4).</remarks>
public sealed class BlueBrokenException : KongUpgradeException
{
    internal BlueBrokenException(IReadOnlyList<string> differences)
        : base("A fresh node of blue's version does not work on the migrated database. Running blue nodes serve on from memory: do NOT restart or reload them. "
            + $"Restore the backup, or find out what 'up' changed. The witness said: {string.Join("; ", differences)}") => Differences = differences;

    /// <summary>What the witness said.</summary>
    public IReadOnlyList<string> Differences { get; }

    internal override bool Halts => true;
}
