using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A person in memory, who approves everything at once unless told otherwise. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where answers are told; a story of its own by default.</param>
public sealed class FakeApprovals(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IApprovalGate
{
    private readonly FakeCalls calls = new(time, faults, story);
    private readonly Lock gate = new();
    private readonly List<ApprovalQuestion> questions = [];
    private Func<ApprovalQuestion, ApprovalAnswer>? answer = static _ => ApprovalAnswer.Approve("a test", string.Empty);
    private TimeSpan delay;

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<ApprovalQuestion> Questions
    {
        get { lock (gate) return [.. questions]; }
    }

    /// <summary>Approves.</summary>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="after">After which time; at once by default.</param>
    public void Approve(string by = "a test", string reason = "", TimeSpan? after = null) => Answer(_ => ApprovalAnswer.Approve(by, reason), after);

    /// <summary>Refuses.</summary>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="after">After which time; at once by default.</param>
    public void Refuse(string by = "a test", string reason = "", TimeSpan? after = null) => Answer(_ => ApprovalAnswer.Refuse(by, reason), after);

    /// <summary>Never answers.</summary>
    public void StaySilent() => answer = null;

    /// <summary>Answers as a function says, such as by the step that is asked about.</summary>
    /// <param name="answer">The function.</param>
    /// <param name="after">After which time; at once by default.</param>
    public void Answer(Func<ApprovalQuestion, ApprovalAnswer> answer, TimeSpan? after = null) => (this.answer, delay) = (answer, after ?? TimeSpan.Zero);

    /// <inheritdoc/>
    public async Task<ApprovalAnswer> AskAsync(ApprovalQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (gate) questions.Add(question);
        try
        {
            if (delay > TimeSpan.Zero || answer is null) await Task.Delay(answer is null ? Timeout.InfiniteTimeSpan : delay, calls.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ApprovalAnswer.None;
        }
        ApprovalAnswer said = answer!(question);
        return await calls.EffectAsync(KongCall.AskApproval, $"approval: {said.Verdict} before {question.BeforeStep} by {said.By}", () => said, cancellationToken).ConfigureAwait(false);
    }
}
