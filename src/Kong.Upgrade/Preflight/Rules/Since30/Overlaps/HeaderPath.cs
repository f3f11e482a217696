namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>A plain path of a route that asks for headers.</summary>
internal sealed record HeaderPath(RouteShape Shape, string Path);
