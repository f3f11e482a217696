namespace Kong.Upgrade.Staging.Routes;

/// <summary>Every route's requests, and which routes have none and why. Immutable.</summary>
internal sealed record DerivedRequests(IReadOnlyList<DerivedRequest> Requests, IReadOnlyList<string> Unreached);
