using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>An upstream and how its targets are checked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="LearnsBad">How long active checks need to find a target bad; zero where they do not look for that.</param>
/// <param name="LearnsGood">How long active checks need to find it good again; zero where they do not.</param>
internal sealed record UpstreamChecks(string Id, string Name, TimeSpan LearnsBad, TimeSpan LearnsGood)
{
    private const string Active = "healthchecks.active.";

    /// <summary>How long a node that has just started may need to see what others see.</summary>
    public TimeSpan Needs => LearnsBad > LearnsGood ? LearnsBad : LearnsGood;

    /// <summary>Whether both sides must come to the same by themselves. Otherwise blue may know from its traffic what green cannot.</summary>
    public bool IsWhollyActive => LearnsBad > TimeSpan.Zero && LearnsGood > TimeSpan.Zero;

    public static UpstreamChecks? Of(KongEntity upstream) => upstream.Id is { } id ? new(id, upstream.Name ?? id, Bad(upstream), Span(upstream, "healthy", Number(upstream, "healthy.successes"))) : null;

    private static TimeSpan Bad(KongEntity upstream) =>
        Span(upstream, "unhealthy", Math.Max(Number(upstream, "unhealthy.timeouts"), Math.Max(Number(upstream, "unhealthy.http_failures"), Number(upstream, "unhealthy.tcp_failures"))));

    // So many checks at their interval, each with its timeout, and one round that was missed.
    private static TimeSpan Span(KongEntity upstream, string side, double checks) =>
        checks > 0 && Number(upstream, $"{side}.interval") is > 0 and var interval ? TimeSpan.FromSeconds(Math.Min(3600, (checks + 1) * (interval + Number(upstream, "timeout")))) : TimeSpan.Zero;

    private static double Number(KongEntity upstream, string field) => upstream.Number(Active + field) is { } value and > 0 ? value : 0;
}
