using System.Globalization;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>What an answer says of one limit (recordings/*/proxy/limited-*.http). Immutable.</summary>
/// <param name="Remaining">How many requests are left in the window.</param>
/// <param name="Reset">In how many seconds the tightest window is over; <see langword="null"/> where it does not say.</param>
internal sealed record RateLimitSeen(long Remaining, long? Reset)
{
    private static readonly string[] periods = ["Year", "Month", "Day", "Hour", "Minute", "Second"];

    /// <summary>The limit of so many requests, in the longest window that has it; <see langword="null"/> where the answer tells no such limit.</summary>
    public static RateLimitSeen? Of(StagingAnswer answer, long limit)
    {
        foreach (string period in periods)
            if (Number(answer, "X-RateLimit-Limit-" + period) == limit && Number(answer, "X-RateLimit-Remaining-" + period) is { } left)
                return new(left, Number(answer, "RateLimit-Reset") ?? Number(answer, "Retry-After"));
        return null;
    }

    private static long? Number(StagingAnswer answer, string header) => long.TryParse(answer.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
