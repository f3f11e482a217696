namespace Kong.Upgrade.Journal;

/// <summary>What one line of a journal says.</summary>
public enum JournalMark
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>A runner took the journal; the detail is the plan's fingerprint.</summary>
    Opened,

    /// <summary>A step is about to act.</summary>
    Begun,

    /// <summary>A step acted, and its effect was seen.</summary>
    Done,

    /// <summary>A fact to remember: the step is its name, the detail its value.</summary>
    Noted,

    /// <summary>A share is about to be asked for; the detail is millionths.</summary>
    ShareAsked,

    /// <summary>A share was read back; the detail is millionths.</summary>
    ShareInForce,

    /// <summary>The point of no return is about to be passed.</summary>
    Committed,

    /// <summary>The run turned round; the detail is why.</summary>
    Reverting,

    /// <summary>A step was taken back.</summary>
    Reverted,

    /// <summary>The run stopped; the detail is why. It can go on.</summary>
    Stopped,

    /// <summary>The run is over; the detail is the outcome.</summary>
    Closed,

    /// <summary>What probes saw while green was judged; the detail is counts, and the run's judge goes on from them after a crash.</summary>
    Seen,
}
