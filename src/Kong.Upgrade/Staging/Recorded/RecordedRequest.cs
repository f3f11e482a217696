using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A request that was recorded and is to be sent again. Immutable.</summary>
/// <param name="Request">The request.</param>
/// <param name="Route">The key of its route.</param>
/// <param name="Place">Where it was first: a line, a byte, or its number.</param>
internal sealed record RecordedRequest(StagingRequest Request, string Route, long Place);
