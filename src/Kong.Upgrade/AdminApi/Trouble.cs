namespace Kong.Upgrade.AdminApi;

/// <summary>Why a request brought nothing, in words without secrets.</summary>
internal sealed record Trouble(TroubleKind Kind, string Text)
{
    /// <summary>How long the node asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool MayPass => Kind is TroubleKind.NoAnswer or TroubleKind.Failing or TroubleKind.NoRows or TroubleKind.Strange;

    public override string ToString() => Text;
}
