namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>How often a message came, and its first line, without secrets.</summary>
internal sealed class LogGroup(string first)
{
    public int Count { get; set; } = 1;

    public string First { get; private set; } = first;

    /// <summary>A line that goes on with the first message.</summary>
    public void Continue(string line)
    {
        if (First.Length < LogGroups.MostOfAFirst) First = $"{First}\n{line}";
    }
}
