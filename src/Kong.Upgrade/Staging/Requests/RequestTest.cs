using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Expecting;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>One request that every green node must answer as expected, and as blue does. Immutable.</summary>
internal sealed class RequestTest : IStagingTest
{
    public required string Name { get; init; }

    public StagingEffects Effects { get; init; }

    public required StagingRequest Request { get; init; }

    /// <summary>Makes the request that is really sent, by the run's clock: signs it, adds a fresh token.</summary>
    public Func<StagingRequest, TimeProvider, CancellationToken, ValueTask<StagingRequest>>? Prepare { get; init; }

    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>Whether blue is asked the same where it is known.</summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>Whether what was expected is only concluded from the configuration: then an answer that blue gives as well is right.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>Whom it is about, for the report; the name by default.</summary>
    public string? Subject { get; init; }

    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Sends the request to a node.</summary>
    public async Task<StagingAnswer> AskAsync(StagingSession session, ClusterNode node, CancellationToken cancellationToken)
    {
        StagingRequest request = await PreparedAsync(session.Time, cancellationToken).ConfigureAwait(false);
        return await session.Caller.AskAsync(node, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request as it is sent now.</summary>
    public ValueTask<StagingRequest> PreparedAsync(TimeProvider time, CancellationToken cancellationToken) => Prepare is null ? ValueTask.FromResult(Request) : Prepare(Request, time, cancellationToken);

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        (StagingSession session, IDisposable? own) = StagingSession.Of(target);
        using (own) return await new RequestRun(this, session, target).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
