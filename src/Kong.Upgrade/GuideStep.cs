namespace Kong.Upgrade;

/// <summary>The steps of Kong's blue-green guide in the order in which a run takes them.</summary>
public enum GuideStep
{
    /// <summary>No step.</summary>
    Unknown = 0,

    /// <summary>Look for what may break, before anything is changed (the guide's steps 3 and 4).</summary>
    Evaluate,

    /// <summary>Stop configuration writes (step 1).</summary>
    Freeze,

    /// <summary>Save blue's data and prove that it can be brought back (step 2).</summary>
    BackUp,

    /// <summary>Install green, the guide's cluster Y, and point it at blue's database (step 5.1).</summary>
    ProvisionGreen,

    /// <summary>Run <c>kong migrations up</c> (step 5.2).</summary>
    MigrateUp,

    /// <summary>Start green (step 5.3).</summary>
    StartGreen,

    /// <summary>Test green on every use case (step 5.4).</summary>
    Stage,

    /// <summary>Move traffic from blue to green, little by little, under watch (steps 6 to 8).</summary>
    Divert,

    /// <summary>Hold green at all traffic, under watch (step 7).</summary>
    Bake,

    /// <summary>Run <c>kong migrations finish</c>: the point of no return (step 9).</summary>
    Finish,

    /// <summary>Take blue, the guide's cluster X, away for good (step 10).</summary>
    DecommissionBlue,

    /// <summary>Let configuration writes through again.</summary>
    Thaw,
}
