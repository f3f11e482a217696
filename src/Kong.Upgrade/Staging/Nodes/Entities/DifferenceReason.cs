namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Why a difference is no finding.</summary>
internal enum DifferenceReason
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Only green knows the field, and it holds what green fills in.</summary>
    Default,

    /// <summary>The field has another name, and the same value.</summary>
    Moved,

    /// <summary>Nobody knows whether it is green's default.</summary>
    Unknown,
}
