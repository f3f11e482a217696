namespace LocalUpgrade.Approvals;

/// <summary>What a run asks, as it lies in the journal's directory.</summary>
/// <param name="Run">The run.</param>
/// <param name="Step">The step that waits.</param>
/// <param name="Text">The question.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="Deadline">Until when the run waits.</param>
internal sealed record AskedQuestion(string Run, string Step, string Text, DateTimeOffset AskedAt, DateTimeOffset Deadline);
