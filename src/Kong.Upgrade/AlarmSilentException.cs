namespace Kong.Upgrade;

/// <summary>Before the diversion a fault was put into recorded counts, and the judge did not notice it. Appears as the <see cref="UpgradeReport.Error"/> of a run that went back without moving any traffic.</summary>
public sealed class AlarmSilentException : KongUpgradeException
{
    internal AlarmSilentException(string what)
        : base($"the alarm is not connected: {what}. Nothing was diverted. Look at the judge's options and at what the probe sees of blue") => Drill = what;

    /// <summary>What was tried, and what came of it.</summary>
    public string Drill { get; }
}
