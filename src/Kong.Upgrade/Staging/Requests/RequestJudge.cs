using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Comparing;
using Kong.Upgrade.Staging.Expecting;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>
/// Judges what one green node answered. What blue does as well is not green's fault, and what happened once is none either: an answer that is not as expected is asked for again, of blue too, and is green's
/// fault when green gives it at least twice and blue never does.
/// </summary>
internal sealed class RequestJudge(RequestTest test, StagingSession session, ClusterNode node, IReadOnlyList<ClusterNode> blue, Func<ClusterNode, CancellationToken, Task<StagingAnswer>> ask)
{
    private const int Often = 2;

    private bool MayRepeat => test.Request.IsSafe;

    public async Task<RequestVerdict> JudgeAsync(StagingAnswer answer, StagingAnswer? one, StagingAnswer? two, CancellationToken cancellationToken)
    {
        if (Complaint(answer) is { } complaint)
        {
            if (complaint.CouldNotTell) return RequestVerdict.Untold(complaint.What);
            Blame blame = await WeighAsync(answer.IsThere, complaint, one, two, cancellationToken).ConfigureAwait(false);
            if (blame is Blame.Green) return RequestVerdict.Failed(new(complaint.What, complaint.Area));
            // That neither side answers is no right answer. Of a route that nobody chose to test, one that answers late by design, it keeps nobody from going on.
            if (blame is Blame.Both && !answer.IsThere && test.IsConcluded) return new() { IsSilent = true };
            if (blame is Blame.Both && !(test.IsConcluded && answer.IsThere)) return RequestVerdict.Untold($"{complaint.What}, and blue does the same: {(answer.IsThere ? "the service behind is in trouble, or the test expects the wrong thing" : "nothing answers on either side")}");
            if (blame is Blame.Unknown) return RequestVerdict.Untold(complaint.What);
        }
        // One that did not come and then did is judged by what comes next.
        if (!answer.IsThere) answer = await ask(node, cancellationToken).ConfigureAwait(false);
        if (!answer.IsThere) return RequestVerdict.Untold("no answer now and then");
        if (one is null || two is null) return new() { Judged = answer };
        ComparisonResult compared = await new Comparison(session, node, blue, ask, MayRepeat).CompareAsync(answer, one, two, cancellationToken).ConfigureAwait(false);
        return new() { Differences = compared.Differences, Explained = compared.Explained, CouldNotTell = compared.Uncompared, Judged = answer };
    }

    private async Task<Blame> WeighAsync(bool isThere, Complaint complaint, StagingAnswer? one, StagingAnswer? two, CancellationToken cancellationToken)
    {
        if (DoesSo(one) || DoesSo(two)) return Blame.Both;
        if (!MayRepeat) return Blame.Green;
        int failures = 1, rounds = isThere ? session.Rounds(node, complaint.What) : Often - 1;
        for (int round = 0; round < rounds; round++)
        {
            if (blue.Count > 0 && DoesSo(await ask(blue[round % blue.Count], cancellationToken).ConfigureAwait(false))) return Blame.Both;
            StagingAnswer again = await ask(node, cancellationToken).ConfigureAwait(false);
            // A limit that the test itself used up says nothing.
            if (again.IsLimited) return Blame.Unknown;
            if (Complaint(again) is { CouldNotTell: false }) failures++;
        }
        if (failures < Often) return Blame.Nobody;
        session.Confirm(node, complaint.What);
        return Blame.Green;

        // A blue that does not answer says nothing of an answer that green gives.
        bool DoesSo(StagingAnswer? ofBlue) => ofBlue is not null && (ofBlue.IsThere ? Complaint(ofBlue) is { CouldNotTell: false } : !isThere);
    }

    private Complaint? Complaint(StagingAnswer answer)
    {
        if (!answer.IsThere) return new("no answer", "node");
        Complaint? first = test.Expectations.Select(e => e.Complaint(answer)).OfType<Complaint>().OrderBy(c => c.CouldNotTell).FirstOrDefault();
        return first is { CouldNotTell: false } && answer.IsLimited ? first with { What = "429: a limit is used up, which says nothing of green", CouldNotTell = true } : first;
    }

    private enum Blame
    {
        Unknown = 0,
        Nobody,
        Both,
        Green,
    }
}
