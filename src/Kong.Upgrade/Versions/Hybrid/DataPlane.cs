namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>A data plane as its control plane knows it (<c>GET /clustering/data-planes</c>).</summary>
/// <param name="Name">Its hostname, or its id where it has none.</param>
/// <param name="Version">Its version; null when it is not known.</param>
internal sealed record DataPlane(string Name, KongVersion? Version);
