namespace Kong.Upgrade.Freeze;

/// <summary>The proof that configuration writes are refused: one was tried and failed. Immutable.</summary>
public sealed class FreezeProof
{
    /// <summary>What was tried and how it was refused.</summary>
    public required string RefusedWrite { get; init; }

    /// <summary>When it was refused.</summary>
    public required DateTimeOffset At { get; init; }
}
