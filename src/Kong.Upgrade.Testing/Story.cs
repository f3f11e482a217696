namespace Kong.Upgrade.Testing;

/// <summary>What was done to the world, one line an operation in order, such as <c>migrations: up</c> or <c>traffic: 1 %</c>. Mere looks are left out. Thread-safe.</summary>
public sealed class Story
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    /// <summary>Whether lines are kept. The default value is <see langword="true"/>; switch it off for fleets.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>The lines so far: a copy.</summary>
    public IReadOnlyList<string> Lines
    {
        get { lock (gate) return [.. lines]; }
    }

    /// <summary>Adds a line of one's own.</summary>
    /// <param name="line">The line.</param>
    public void Tell(string line)
    {
        if (!IsRecording) return;
        lock (gate) lines.Add(line);
    }

    /// <summary>All lines.</summary>
    /// <returns>Text with a line feed after each line.</returns>
    public override string ToString() => string.Concat(Lines.Select(l => l + "\n"));
}
