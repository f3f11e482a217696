namespace Kong.Upgrade.Judging;

/// <summary>What one node answered in one look, without 429: those are no evidence, for limits are shared (kong-facts 12.7 no. 3).</summary>
internal readonly record struct Answers(long Requests, long KongErrors, long ServiceErrors, long KongRefusals, long ServiceRefusals)
{
    public static Answers Of(Probing.NodeReading reading) => new(
        reading.Requests - reading.RateLimited,
        reading.Errors - reading.UpstreamErrors,
        reading.UpstreamErrors,
        reading.ClientErrors - reading.UpstreamClientErrors,
        reading.UpstreamClientErrors);
}
