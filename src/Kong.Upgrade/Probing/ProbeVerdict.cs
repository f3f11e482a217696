namespace Kong.Upgrade.Probing;

/// <summary>What a gate makes of what was seen.</summary>
public enum ProbeVerdict
{
    /// <summary>It cannot tell: the run holds.</summary>
    Undecided = 0,

    /// <summary>Green is good enough to go on.</summary>
    Accepted,

    /// <summary>Green does harm: all traffic goes back to blue.</summary>
    Regressed,
}
