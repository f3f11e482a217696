namespace Kong.Upgrade.Processes;

/// <summary>How a command ended and what it printed, secrets removed. An exit code is a hint and never a proof (I7).</summary>
internal sealed record CommandOutcome(int ExitCode, IReadOnlyList<OutputLine> Lines, TimeSpan Took)
{
    public string Out => Text(isError: false);

    public string Err => Text(isError: true);

    /// <summary>The last words: what stands in a message for a person.</summary>
    public string LastLines(int count = 5) => string.Join(" | ", Lines.Select(l => l.Text.Trim()).Where(t => t.Length > 0).TakeLast(count));

    private string Text(bool isError) => string.Join('\n', Lines.Where(l => l.IsError == isError).Select(l => l.Text));
}

/// <summary>One line that a command printed, and when, counted from its start.</summary>
internal readonly record struct OutputLine(TimeSpan At, bool IsError, string Text);
