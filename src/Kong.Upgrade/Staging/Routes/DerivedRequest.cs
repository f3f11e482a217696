using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>A request made for one route of the configuration, so that this route and no other must answer. Immutable.</summary>
/// <param name="Name">The test's name, unique in an installation: <c>route r-orders: GET /orders</c>.</param>
/// <param name="Route">Whom it is made for: <c>route r-orders</c>.</param>
/// <param name="Request">The request.</param>
/// <param name="Expected">What is known of the answer.</param>
/// <param name="Traits">What the route is and has: <c>plugin key-auth</c>, <c>service svc-a</c>, <c>upstream up-one</c>, <c>regex path</c>, <c>header condition</c>, <c>wildcard host</c> …</param>
/// <param name="Effects">What it leaves behind.</param>
internal sealed record DerivedRequest(string Name, string Route, StagingRequest Request, ExpectedAnswer Expected, IReadOnlyList<string> Traits, StagingEffects Effects);
