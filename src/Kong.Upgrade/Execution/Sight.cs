namespace Kong.Upgrade.Execution;

/// <summary>What one look told: nothing in the way, undecided for a reason, or trouble that is no evidence at all.</summary>
internal readonly record struct Sight(string? Reason, bool IsTrouble, bool IsForeign)
{
    public static Sight Of(string? undecided) => new(undecided, false, false);

    public static Sight Trouble(string what) => new(what, true, false);

    public static Sight Foreign(string what) => new(what, true, true);
}
