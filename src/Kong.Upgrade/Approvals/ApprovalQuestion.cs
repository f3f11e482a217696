namespace Kong.Upgrade.Approvals;

/// <summary>What a person is asked. Immutable.</summary>
public sealed class ApprovalQuestion
{
    /// <summary>The run that asks.</summary>
    public required string RunId { get; init; }

    /// <summary>The step that waits for the answer.</summary>
    public required string BeforeStep { get; init; }

    /// <summary>The question with what the person needs to know.</summary>
    public required string Text { get; init; }

    /// <summary>When the run stops waiting.</summary>
    public required DateTimeOffset Deadline { get; init; }
}
