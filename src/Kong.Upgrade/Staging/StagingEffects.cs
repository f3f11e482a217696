namespace Kong.Upgrade.Staging;

/// <summary>What a staging test leaves behind, in the services and counters that blue's users share. Such a test runs only with consent (<see cref="StagingOptions.Consent"/>).</summary>
[Flags]
public enum StagingEffects
{
    /// <summary>Nothing: it may run at any time.</summary>
    None = 0,

    /// <summary>It may write: a service behind Kong stores something, or a token is issued.</summary>
    Writes = 1,

    /// <summary>It uses up a limit that users share: counters are kept for both clusters together (kong-facts 12.7 no. 3).</summary>
    SpendsQuota = 2,
}
