namespace Kong.Upgrade.Judging;

/// <summary>What is compared between blue and green.</summary>
public enum JudgeSignal
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>Answers 500 to 599 that Kong gave itself, or whose giver the probe cannot tell.</summary>
    KongErrors,

    /// <summary>Answers 500 to 599 of the services behind Kong: shared trouble cancels out, a request that only green spoils does not.</summary>
    ServiceErrors,

    /// <summary>Answers 400 to 499 without 429 that Kong gave itself: a key that only green refuses.</summary>
    KongRefusals,

    /// <summary>Answers 400 to 499 without 429 of the services behind Kong.</summary>
    ServiceRefusals,

    /// <summary>Time spent in Kong itself, edge by edge of its buckets.</summary>
    KongLatency,

    /// <summary>Time of the whole request, edge by edge of its buckets.</summary>
    RequestLatency,
}
