namespace Kong.Upgrade.Staging.Requests;

/// <summary>A header of a staging request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, which is shown nowhere.</param>
public readonly record struct StagingHeader(string Name, StagingSecret Value);
