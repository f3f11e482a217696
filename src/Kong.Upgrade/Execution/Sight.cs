namespace Kong.Upgrade.Execution;

/// <summary>What one look told: nothing in the way, undecided for a reason, or trouble that is no evidence at all.</summary>
internal readonly record struct Sight(string? Reason, SightKind Kind)
{
    public bool IsTrouble => Kind is SightKind.Trouble or SightKind.Foreign or SightKind.Blind or SightKind.Alone;

    public bool IsForeign => Kind is SightKind.Foreign;

    /// <summary>Nothing speaks against green; there were only too few requests.</summary>
    public bool IsShort => Kind is SightKind.Short;

    public static Sight Of(string? undecided) => new(undecided, undecided is null ? SightKind.Clear : SightKind.Undecided);

    public static Sight Short(string what) => new(what, SightKind.Short);

    public static Sight Trouble(string what) => new(what, SightKind.Trouble);

    public static Sight Alone(string what) => new(what, SightKind.Alone);

    public static Sight Blind(string what) => new(what, SightKind.Blind);

    public static Sight Foreign(string what) => new(what, SightKind.Foreign);
}
