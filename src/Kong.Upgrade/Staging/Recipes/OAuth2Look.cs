using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Has a token issued and uses it: green's own on green, and, since users come with tokens that they have, one of blue's on green.</summary>
/// <param name="issuing">Asks for a token.</param>
/// <param name="using">Asks for what the token is good for.</param>
/// <param name="header">Where the token stands.</param>
/// <param name="status">What a good token is answered with.</param>
internal sealed class OAuth2Look(RequestTest issuing, RequestTest @using, string header, int status)
{
    private static readonly JsonPath tokenAt = JsonPath.Parse("$.access_token"), errorAt = JsonPath.Parse("$.error");

    public async Task<NodeLook> OwnAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        (string? wrong, StagingAnswer answer) = await TwiceAsync(session, node, node, cancellationToken).ConfigureAwait(false);
        if (wrong is null) return NodeLook.Fine("issues a token that passes");
        if (target.Blue.Count == 0) return NodeLook.Failed(wrong, answer);
        (string? ofBlue, StagingAnswer fromBlue) = await TwiceAsync(session, target.Blue[0], target.Blue[0], cancellationToken).ConfigureAwait(false);
        return ofBlue is null ? NodeLook.Failed(wrong, answer, fromBlue) : NodeLook.CouldNotTell($"{wrong}; and blue: {ofBlue}");
    }

    public async Task<NodeLook> OfBlueAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        if (target.Blue.Count == 0) return NodeLook.Fine("was not asked with a token of blue's, whose nodes are not known");
        (string? ofBlue, StagingAnswer fromBlue) = await TwiceAsync(session, target.Blue[0], target.Blue[0], cancellationToken).ConfigureAwait(false);
        if (ofBlue is not null) return NodeLook.CouldNotTell($"blue: {ofBlue}");
        (string? wrong, StagingAnswer answer) = await TwiceAsync(session, target.Blue[0], node, cancellationToken).ConfigureAwait(false);
        return wrong is null ? NodeLook.Fine("takes a token of blue's") : NodeLook.Failed($"a token that blue issued: {wrong}", answer, fromBlue);
    }

    // What happened once is nobody's fault.
    private async Task<(string? Wrong, StagingAnswer Answer)> TwiceAsync(StagingSession session, ClusterNode issuer, ClusterNode node, CancellationToken cancellationToken) =>
        await TryAsync(session, issuer, node, cancellationToken).ConfigureAwait(false) is { Wrong: null } fine ? fine : await TryAsync(session, issuer, node, cancellationToken).ConfigureAwait(false);

    private async Task<(string? Wrong, StagingAnswer Answer)> TryAsync(StagingSession session, ClusterNode issuer, ClusterNode node, CancellationToken cancellationToken)
    {
        StagingAnswer issued = await issuing.AskAsync(session, issuer, cancellationToken).ConfigureAwait(false);
        if (!issued.IsThere) return ("no answer", issued);
        if (issued.Status != 200 || At(issued, tokenAt) is not { } token) return (string.Create(CultureInfo.InvariantCulture, $"no token is issued: status {issued.Status}{(At(issued, errorAt) is { } error ? $" ({error})" : "")}"), issued);
        StagingRequest request = (await @using.PreparedAsync(session.Time, cancellationToken).ConfigureAwait(false)).With(header, "Bearer " + token);
        StagingAnswer answer = await session.Caller.AskAsync(node, request, cancellationToken).ConfigureAwait(false);
        return (!answer.IsThere ? "no answer" : answer.Status == status ? null : string.Create(CultureInfo.InvariantCulture, $"status {answer.Status} instead of {status} for a token that was just issued"), answer);
    }

    private static string? At(StagingAnswer answer, JsonPath path) => AnswerJson.At(AnswerJson.Of(answer.Body.Span), path)?.ToString();
}
