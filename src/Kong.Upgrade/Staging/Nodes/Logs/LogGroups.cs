namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>Groups warnings and worse by what they say. Holds a bounded number of groups and counts the lines that fit into none.</summary>
internal sealed class LogGroups(string? prefix)
{
    /// <summary>How much of a first message is kept, in characters.</summary>
    public const int MostOfAFirst = 4096;

    private const int MostGroups = 1000;

    private readonly Dictionary<LogMessage, LogGroup> groups = [];
    private LogGroup? open;

    /// <summary>The groups, the worst first.</summary>
    public IEnumerable<(LogMessage Message, LogGroup Group)> InOrder => groups.OrderByDescending(g => g.Key.Level).ThenBy(g => g.Key.Text, StringComparer.Ordinal).ThenBy(g => g.Key.About, StringComparer.Ordinal).Select(g => (g.Key, g.Value));

    /// <summary>Whether any is an error or worse.</summary>
    public bool HasErrors => groups.Keys.Any(m => m.Level >= LogLevelWord.Error);

    /// <summary>Lines at the level of an error and above that fitted into no group.</summary>
    public int Left { get; private set; }

    public bool Contains(LogMessage message) => groups.ContainsKey(message);

    /// <summary>Takes a line.</summary>
    public bool Take(long at, string text)
    {
        if (LogLine.Parse(text) is { } line) Begin(line);
        else open?.Continue(LogSecrets.RemoveFrom(text));
        return true;
    }

    private void Begin(LogLine line)
    {
        open = null;
        if (line.Level < LogLevelWord.Warn) return;
        LogMessage message = LogMessage.Of(line, prefix);
        if (groups.TryGetValue(message, out LogGroup? group)) group.Count++;
        else if (groups.Count < MostGroups) groups[message] = open = new(LogSecrets.RemoveFrom(line.Message));
        else if (line.Level >= LogLevelWord.Error) Left++;
    }
}
