namespace Kong.Upgrade.AdminApi;

/// <summary>What came of a question.</summary>
internal enum DryRunVerdict
{
    Unknown = 0,
    Accepted,
    Refused,
    NoSchema,
}
