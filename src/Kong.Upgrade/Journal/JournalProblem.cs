namespace Kong.Upgrade.Journal;

/// <summary>What is wrong with a journal.</summary>
public enum JournalProblem
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>It belongs to a run of another plan that has not ended.</summary>
    OtherPlan,

    /// <summary>Another runner holds it.</summary>
    Held,

    /// <summary>Another runner took it over: this one must not act any more.</summary>
    LeaseLost,

    /// <summary>A newer version of this library wrote it.</summary>
    UnknownFormat,

    /// <summary>A line before the last cannot be read.</summary>
    Corrupt,

    /// <summary>It cannot be read or written.</summary>
    Inaccessible,
}
