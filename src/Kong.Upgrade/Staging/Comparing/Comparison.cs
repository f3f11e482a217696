using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>
/// The same request to green, to blue and to blue again: what blue's two answers do not agree in is noise; what differs only on green is looked at again, green and blue in turn, until one side has said
/// what the other says, or it was confirmed often enough. Blue's two answers come from two nodes where there are two, so that what each node says differently is noise as well.
/// </summary>
/// <param name="session">The run's session.</param>
/// <param name="green">The green node.</param>
/// <param name="blue">Blue's nodes, at least one.</param>
/// <param name="ask">Sends the request to a node.</param>
/// <param name="mayRepeat">Whether the request may be sent again and again.</param>
internal sealed class Comparison(StagingSession session, ClusterNode green, IReadOnlyList<ClusterNode> blue, Func<ClusterNode, CancellationToken, Task<StagingAnswer>> ask, bool mayRepeat)
{
    private const int Again = 3;

    private readonly Suspects head = new(StringComparer.OrdinalIgnoreCase), body = new(StringComparer.Ordinal);
    private readonly List<string> explained = [];

    public async Task<ComparisonResult> CompareAsync(StagingAnswer fromGreen, StagingAnswer one, StagingAnswer two, CancellationToken cancellationToken)
    {
        if (!one.IsThere || !two.IsThere) return new() { Uncompared = $"blue gave {(one.IsThere ? two : one)}" };
        if (fromGreen.IsLimited || one.IsLimited || two.IsLimited) return new() { Explained = ["429: a limit was used up, so answers were not compared"] };
        // A service that failed once in between has hidden what there is to compare.
        for (int again = 0; mayRepeat && again < Again && IsMixed(fromGreen, one, two); again++)
            (fromGreen, one, two) = (await ask(green, cancellationToken).ConfigureAwait(false), await ask(blue[0], cancellationToken).ConfigureAwait(false), await ask(Other, cancellationToken).ConfigureAwait(false));
        if (IsMixed(fromGreen, one, two)) return new() { Explained = ["the service behind wavered between statuses, so answers were not compared further"] };
        Begin(fromGreen, one, two);
        Explain();
        if (mayRepeat) await ConfirmAsync(fromGreen, one, cancellationToken).ConfigureAwait(false);
        Difference[] found = [.. Found(fromGreen, one).Distinct()];
        foreach (Difference difference in found) session.Confirm(green, difference.What);
        return new() { Differences = found, Explained = explained };
    }

    private static bool IsMixed(StagingAnswer fromGreen, StagingAnswer one, StagingAnswer two) =>
        !fromGreen.IsThere || !one.IsThere || !two.IsThere || (one.Status != two.Status && (fromGreen.Status == one.Status || fromGreen.Status == two.Status));

    private void Begin(StagingAnswer fromGreen, StagingAnswer one, StagingAnswer two)
    {
        if (AnswerParts.IsServiceAbsent(fromGreen) && (AnswerParts.IsServiceAbsent(one) || AnswerParts.IsServiceAbsent(two))) return;
        head.Begin(Head(fromGreen, green), Head(one, blue[0]), Head(two, Other));
        // What cannot be asked again cannot be told from noise, but for what does not waver by itself.
        if (!mayRepeat) foreach (string part in head.Parts.Where(p => p is not (AnswerParts.Status or AnswerParts.Route)).ToArray()) head.Clear(part);
        // What says which route answered may be allowed on one side only (kong-facts 320-14).
        foreach (string part in (string[])[AnswerParts.Route, AnswerParts.Service])
            if (head.Has(part) && head.Said(part) is var said && (said.Blue == AnswerParts.Absent || said.Green == AnswerParts.Absent)) head.Clear(part);
        if (!mayRepeat || head.Has(AnswerParts.Status) || fromGreen.Body.Span.SequenceEqual(one.Body.Span)) return;
        body.Begin(AnswerParts.OfBody(fromGreen, green), AnswerParts.OfBody(one, blue[0]), AnswerParts.OfBody(two, Other));
    }

    private void Explain()
    {
        foreach (Suspects suspects in (Suspects[])[head, body])
            foreach (string part in suspects.Parts.ToArray())
                if (suspects.Said(part) is var said && KnownDifferences.Of(part, said.Blue, said.Green, blue[0].Version, green.Version, IsOneHost) is { } known)
                {
                    explained.Add(known.ToString());
                    suspects.Clear(part);
                }
    }

    private async Task ConfirmAsync(StagingAnswer fromGreen, StagingAnswer one, CancellationToken cancellationToken)
    {
        int rounds = Found(fromGreen, one).Select(d => session.Rounds(green, d.What)).DefaultIfEmpty(0).Max();
        for (int round = 0; round < rounds && !(head.IsEmpty && body.IsEmpty); round++)
        {
            ClusterNode asked = blue[round % blue.Count];
            StagingAnswer ofBlue = await ask(asked, cancellationToken).ConfigureAwait(false), ofGreen = await ask(green, cancellationToken).ConfigureAwait(false);
            if (!ofBlue.IsThere || !ofGreen.IsThere || ofBlue.IsLimited || ofGreen.IsLimited) continue;
            // An answer of another status has other headers and another body, and says nothing of those in question.
            bool isAlike = ofBlue.Status == fromGreen.Status && ofGreen.Status == fromGreen.Status;
            if (isAlike || head.Has(AnswerParts.Status)) head.Look(Head(ofGreen, green), Head(ofBlue, asked));
            if (isAlike && !body.IsEmpty) body.Look(AnswerParts.OfBody(ofGreen, green), AnswerParts.OfBody(ofBlue, asked));
        }
    }

    // Where another status or another route answers, headers and bodies differ for that reason.
    private IEnumerable<Difference> Found(StagingAnswer fromGreen, StagingAnswer fromBlue)
    {
        IEnumerable<string> telling = head.Has(AnswerParts.Status) ? [AnswerParts.Status] : head.Has(AnswerParts.Route) ? [AnswerParts.Route] : [];
        foreach (string part in telling.Any() ? telling : head.Parts) yield return Word(head, part, fromBlue, fromGreen);
        if (telling.Any()) yield break;
        foreach (string part in body.Parts) yield return Word(body, part, fromBlue, fromGreen);
    }

    private static Difference Word(Suspects suspects, string part, StagingAnswer fromBlue, StagingAnswer fromGreen) =>
        suspects.Said(part) is var said ? DifferenceWords.Of(part, said.Blue, said.Green, fromBlue, fromGreen) : throw new InvalidOperationException();

    private bool IsOneHost => (green.Proxy ?? green.ProxyTls)?.Host == (blue[0].Proxy ?? blue[0].ProxyTls)?.Host;

    private ClusterNode Other => blue[blue.Count > 1 ? 1 : 0];

    private Dictionary<string, string> Head(StagingAnswer answer, ClusterNode node) => AnswerParts.OfHead(answer, node, session.Options);
}
