namespace Kong.Upgrade.Execution;

/// <summary>Nobody could see green for longer than the plan allows: one stage back, and from the first stage all the way.</summary>
internal sealed class BlindException(string what, TimeSpan held) : KongUpgradeException($"blind for {held}: {what}")
{
    public string What { get; } = what;

    public TimeSpan Held { get; } = held;
}
