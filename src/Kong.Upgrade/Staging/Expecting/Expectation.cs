using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Expecting;

/// <summary>Something that an answer must have. Immutable.</summary>
/// <param name="What">In words: <c>status 200</c>.</param>
/// <param name="Complaint">What is wrong with an answer, in words that do not depend on the request; <see langword="null"/> when nothing is.</param>
internal sealed record Expectation(string What, Func<StagingAnswer, Complaint?> Complaint)
{
    /// <summary>The same of an answer that a plugin has to do with: what is wrong with it is that plugin's. Which route and which node answered is not.</summary>
    public Expectation Of(string area) => this with { Complaint = answer => Complaint(answer) is { } found ? found with { Area = found.Area is "answer" or "header" or "body" ? area : found.Area } : null };
}
