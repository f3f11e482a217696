namespace Kong.Upgrade;

/// <summary>A run held as long as it may and could still not tell. Appears as the <see cref="UpgradeReport.Error"/> of the run.</summary>
public sealed class UndecidedException : KongUpgradeException
{
    internal UndecidedException(string what, TimeSpan held, bool halts, bool isBlind = false)
        : base($"could not tell after holding for {held}: {what}") => (Held, Halts, IsBlind) = (held, halts, isBlind);

    /// <summary>How long the run held.</summary>
    public TimeSpan Held { get; }

    internal override bool Halts { get; }

    /// <summary>Whether nobody could see green: at a smaller share somebody may.</summary>
    internal bool IsBlind { get; }
}
