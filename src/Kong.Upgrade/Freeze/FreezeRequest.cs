namespace Kong.Upgrade.Freeze;

/// <summary>Why configuration writes are to stop. Immutable.</summary>
public sealed class FreezeRequest
{
    /// <summary>The run that freezes; visible to whoever meets the freeze.</summary>
    public required string RunId { get; init; }

    /// <summary>One line for whoever meets the freeze.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the run has ended and leaves the freeze behind: the next run may take it over. The default value is <see langword="false"/>.</summary>
    public bool MayBeTakenOver { get; init; }
}
