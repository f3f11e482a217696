using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Looks whether green tells a limit, counts against it together with blue, and refuses what is beyond it. Whoever else uses the same counter, and a window that ends meanwhile, make a look worthless: it is taken again, or nothing is said.</summary>
/// <param name="asked">The request, with a consumer of its own.</param>
/// <param name="limit">How many requests the consumer has in a window.</param>
/// <param name="status">What a request within the limit is answered with.</param>
/// <param name="refused">What one beyond it is answered with.</param>
internal sealed class RateLimitLook(RequestTest asked, int limit, int status, int refused)
{
    private const int OfBlue = 2, Looks = 3, Rounds = 4;

    private static readonly TimeSpan counted = TimeSpan.FromMilliseconds(700), longest = TimeSpan.FromSeconds(61);

    /// <summary>Green tells the limit.</summary>
    public async Task<NodeLook> TellsAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        StagingAnswer answer = await WithSomeLeftAsync(session, node, 1, cancellationToken).ConfigureAwait(false);
        if (answer.Status == refused) return NodeLook.CouldNotTell(UsedUp(answer));
        return Wrong(answer) is null ? NodeLook.Fine($"tells the limit of {limit}") : await JudgedAsync(session, target, node, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Requests to blue lower what green says is left.</summary>
    public async Task<NodeLook> SharesAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        if (target.Blue.Count == 0) return NodeLook.CouldNotTell("blue's nodes are not known, so nobody knows whether it counts with them: name them, or ask for it with isShared: false");
        int alone = 0;
        for (int round = 0; round < Rounds && alone < 2; round++)
        {
            Sharing sharing = await ShareAsync(session, target.Blue[0], node, cancellationToken).ConfigureAwait(false);
            if (sharing is Sharing.Shared) return NodeLook.Fine("counts with blue");
            if (sharing is Sharing.Alone) alone++;
            if (sharing is Sharing.UsedUp) return NodeLook.CouldNotTell($"the consumer has too little left of its limit of {limit} to see whether green counts with blue: give the test a consumer of its own, or a greater limit");
        }
        if (alone < 2) return NodeLook.CouldNotTell($"what green says is left of the limit of {limit} does not go with what was sent: others use the same counter, or its window ended each time. Give the test a consumer of its own");
        if (target.Blue.Count > 1 && await ShareAsync(session, target.Blue[0], target.Blue[1], cancellationToken).ConfigureAwait(false) is not Sharing.Shared) return NodeLook.CouldNotTell("requests to blue do not lower what green says is left, and blue's own nodes do not count together either (policy local?): ask for it with isShared: false");
        return NodeLook.Failed("requests to blue do not lower what green says is left: each cluster grants the whole limit");
    }

    /// <summary>Green refuses what is beyond the limit.</summary>
    public async Task<NodeLook> RefusesAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        (bool? isRefused, StagingAnswer answer) = await ReachAsync(session, node, cancellationToken).ConfigureAwait(false);
        if (isRefused is true) return NodeLook.Fine($"refuses with {refused}");
        if (isRefused is null) return Wrong(answer) is not null ? await JudgedAsync(session, target, node, cancellationToken).ConfigureAwait(false) : NodeLook.CouldNotTell($"the window of the limit of {limit} ended again and again before it was used up");
        string wrong = $"the limit of {limit} is not kept: {Most} requests pass in one window";
        (bool? OfBlue, StagingAnswer Answer)? ofBlue = target.Blue.Count == 0 ? null : await ReachAsync(session, target.Blue[0], cancellationToken).ConfigureAwait(false);
        return ofBlue is { OfBlue: not true } ? NodeLook.CouldNotTell($"{wrong}, and blue does the same") : NodeLook.Failed(wrong, answer, ofBlue?.Answer);
    }

    // Counts come a little late (Kong counts in a timer), so a few more may pass.
    private int Most => limit + 2 + (limit / 10);

    private Task<StagingAnswer> AskAsync(StagingSession session, ClusterNode node, CancellationToken cancellationToken) => asked.AskAsync(session, node, cancellationToken);

    private string? Wrong(StagingAnswer answer) =>
        !answer.IsThere ? "no answer"
        : answer.Status == refused ? null
        : answer.Status != status ? string.Create(CultureInfo.InvariantCulture, $"status {answer.Status} instead of {status}{(KongWords.Message(answer) is { } said ? $" (\"{said}\")" : "")}")
        : RateLimitSeen.Of(answer, limit) is null ? $"the answer does not tell the limit of {limit} (X-RateLimit-Limit-…, X-RateLimit-Remaining-…)" : null;

    private static string UsedUp(StagingAnswer answer) => $"the limit was used up before the test began, for {answer.Header("Retry-After") ?? answer.Header("RateLimit-Reset") ?? "how many"} seconds more: give the test a consumer of its own";

    // Twice on green and never on blue: then it is green's fault.
    private async Task<NodeLook> JudgedAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        StagingAnswer again = await AskAsync(session, node, cancellationToken).ConfigureAwait(false);
        if (Wrong(again) is not { } wrong) return NodeLook.CouldNotTell("it answers now so, now otherwise");
        StagingAnswer? ofBlue = target.Blue.Count == 0 ? null : await AskAsync(session, target.Blue[0], cancellationToken).ConfigureAwait(false);
        return ofBlue is not null && Wrong(ofBlue) is { } same ? NodeLook.CouldNotTell($"{wrong}; and blue: {same}") : NodeLook.Failed(wrong, again, ofBlue);
    }

    private async Task<Sharing> ShareAsync(StagingSession session, ClusterNode other, ClusterNode node, CancellationToken cancellationToken)
    {
        StagingAnswer first = await WithSomeLeftAsync(session, node, OfBlue + 1, cancellationToken).ConfigureAwait(false);
        if (RateLimitSeen.Of(first, limit) is not { Remaining: > OfBlue } before) return first.Status == status || first.Status == refused ? Sharing.UsedUp : Sharing.Unknown;
        for (int i = 0; i < OfBlue; i++)
            if ((await AskAsync(session, other, cancellationToken).ConfigureAwait(false)).Status != status) return Sharing.Unknown;
        for (int look = 1; look <= Looks && before.Remaining - OfBlue - look >= 0; look++)
        {
            if (look > 1) await Task.Delay(counted, session.Time, cancellationToken).ConfigureAwait(false);
            long? fallen = before.Remaining - RateLimitSeen.Of(await AskAsync(session, node, cancellationToken).ConfigureAwait(false), limit)?.Remaining;
            if (fallen == OfBlue + look) return Sharing.Shared;
            if (fallen != look) return Sharing.Unknown;
        }
        return Sharing.Alone;
    }

    // A window that is over soon is waited for.
    private async Task<StagingAnswer> WithSomeLeftAsync(StagingSession session, ClusterNode node, int left, CancellationToken cancellationToken)
    {
        StagingAnswer answer = await AskAsync(session, node, cancellationToken).ConfigureAwait(false);
        if (RateLimitSeen.Of(answer, limit) is not { } seen || seen.Remaining >= left || limit <= left || seen.Reset is not { } seconds || TimeSpan.FromSeconds(seconds + 1) > longest) return answer;
        await Task.Delay(TimeSpan.FromSeconds(seconds + 1), session.Time, cancellationToken).ConfigureAwait(false);
        return await AskAsync(session, node, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether it refuses; <see langword="null"/> where it answers otherwise or the window ended again and again.</returns>
    private async Task<(bool? IsRefused, StagingAnswer Answer)> ReachAsync(StagingSession session, ClusterNode node, CancellationToken cancellationToken)
    {
        long last = long.MaxValue;
        for (int passed = 0, turned = 0; ;)
        {
            StagingAnswer answer = await AskAsync(session, node, cancellationToken).ConfigureAwait(false);
            if (answer.Status == refused) return (true, answer);
            if (Wrong(answer) is not null) return (null, answer);
            long left = RateLimitSeen.Of(answer, limit)!.Remaining;
            if (left > last) (passed, turned) = (0, turned + 1);
            if (turned > Rounds) return (null, answer);
            if (++passed >= Most) return (false, answer);
            last = left;
        }
    }

    private enum Sharing
    {
        Unknown = 0,
        Shared,
        Alone,
        UsedUp,
    }
}
