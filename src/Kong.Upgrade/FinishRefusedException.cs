namespace Kong.Upgrade;

/// <summary>The point of no return was not passed, because something that must hold was not seen to hold. Appears as the <see cref="UpgradeReport.Error"/> of a halted run.</summary>
public sealed class FinishRefusedException : KongUpgradeException
{
    internal FinishRefusedException(string missing)
        : base($"finish was refused: {missing}") => Missing = missing;

    /// <summary>What was not seen to hold, and the remedy.</summary>
    public string Missing { get; }

    /// <summary>Green serves and blue stands by: both ways are open, and a person chooses.</summary>
    internal override bool Halts => true;
}
