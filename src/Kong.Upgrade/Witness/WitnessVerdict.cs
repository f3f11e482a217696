namespace Kong.Upgrade.Witness;

/// <summary>Whether blue's version works on the migrated database.</summary>
public enum WitnessVerdict
{
    /// <summary>The witness could not be asked: not evidence for or against.</summary>
    Unknown,

    /// <summary>It starts and answers as blue does.</summary>
    BlueWorks,

    /// <summary>It does not start, or answers otherwise than blue.</summary>
    BlueIsBroken,
}
