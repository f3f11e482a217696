namespace Kong.Upgrade;

/// <summary>The ids of this library's log entries. Ranges: 1000 plan, 2000 engine, 3000 migrations, 4000 clusters, 5000 traffic, 6000 probing, 7000 journal; 20000 and above for adapters.</summary>
public static class KongUpgradeEventIds
{
    /// <summary>A run began or goes on.</summary>
    public const int RunStarted = 2000;

    /// <summary>A run ended.</summary>
    public const int RunEnded = 2001;

    /// <summary>A step is about to act.</summary>
    public const int StepStarting = 2010;

    /// <summary>A step acted and its effect was seen.</summary>
    public const int StepCompleted = 2011;

    /// <summary>A step's effect was there already.</summary>
    public const int StepSkipped = 2012;

    /// <summary>A step failed.</summary>
    public const int StepFailed = 2013;

    /// <summary>A step was taken back.</summary>
    public const int StepReverted = 2014;

    /// <summary>The point of no return was passed.</summary>
    public const int PointOfNoReturn = 2020;

    /// <summary>The run holds because it cannot tell.</summary>
    public const int Holding = 2030;

    /// <summary>An observer failed or was too slow.</summary>
    public const int ObserverFailed = 2040;

    /// <summary>Something was found before anything was changed.</summary>
    public const int FindingReported = 2050;

    /// <summary>The share in force changed.</summary>
    public const int ShareChanged = 5000;

    /// <summary>All traffic goes back to blue.</summary>
    public const int RetreatStarted = 5010;

    /// <summary>All traffic is on blue.</summary>
    public const int RetreatInForce = 5011;

    /// <summary>One attempt of a retreat failed.</summary>
    public const int RetreatAttemptFailed = 5012;

    /// <summary>A retreat could not be proven.</summary>
    public const int RetreatFailed = 5013;

    /// <summary>The probe could not look.</summary>
    public const int ProbeBlind = 6000;

    /// <summary>A gate's verdict changed.</summary>
    public const int GateJudged = 6010;

    /// <summary>The journal could not be written while going back.</summary>
    public const int JournalUnwritable = 7000;

    /// <summary>A run that went back left the freeze standing and could not mark it for the next run.</summary>
    public const int FreezeNotHandedOver = 3353;
}
