namespace Kong.Upgrade;

/// <summary>A call did not end within its deadline: whether it took effect is not known.</summary>
public sealed class StepTimedOutException : KongUpgradeException
{
    internal StepTimedOutException(string call, TimeSpan deadline)
        : base($"{call} gave no answer within {deadline}. Whether it took effect is not known; it may still take effect. "
            + $"Look at the system behind it, then run the same plan again, with a longer time-out in {nameof(KongUpgradeOptions)} if it only needs more time.") =>
        (Call, Deadline) = (call, deadline);

    /// <summary>What was called.</summary>
    public string Call { get; }

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Deadline { get; }
}
