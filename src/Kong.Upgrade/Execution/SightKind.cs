namespace Kong.Upgrade.Execution;

/// <summary>What kind of thing was in the way of a look.</summary>
internal enum SightKind
{
    /// <summary>Nothing.</summary>
    Clear = 0,

    /// <summary>A gate cannot tell, or the measured share cannot be the one asked for.</summary>
    Undecided,

    /// <summary>Only more requests are needed.</summary>
    Short,

    /// <summary>Green has all traffic and fails more than blue ever did, and nobody can tell whose fault that is.</summary>
    Alone,

    /// <summary>Something could not be read.</summary>
    Trouble,

    /// <summary>A probe, or one of its nodes, could not be seen.</summary>
    Blind,

    /// <summary>Somebody else's hand.</summary>
    Foreign,
}
