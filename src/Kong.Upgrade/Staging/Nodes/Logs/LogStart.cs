namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>Finds where a run of a node begins in its log: at the first line of one of its processes, or before it at the lines of the process that started them and went away (recorded: pid 9081 before master 9092).</summary>
internal sealed class LogStart(IReadOnlySet<int> processes)
{
    private int starter = -1;
    private long starterAt;

    /// <summary>Where it begins; <see langword="null"/> as long as none of its processes has said anything.</summary>
    public long? Found { get; private set; }

    /// <summary>Whether what was found is a beginning: a log that was rotated goes on in the middle of a run, with a worker's line, or with a signal to the master.</summary>
    public bool IsBeginning { get; private set; }

    /// <summary>Whether anything in the log is a line of an error log.</summary>
    public bool IsLog { get; private set; }

    /// <summary>Looks at a line; false when there is no need to look at more.</summary>
    public bool Take(long at, string text)
    {
        if (LogLine.Parse(text) is not { } line) return true;
        IsLog = true;
        if (processes.Contains(line.Process))
        {
            Found = starter >= 0 ? starterAt : at;
            IsBeginning = (starter >= 0 || !line.IsOfAConnection) && !line.Message.StartsWith("signal ", StringComparison.Ordinal) && !line.Message.StartsWith("reconfiguring", StringComparison.Ordinal);
            return false;
        }
        if (line.IsOfAConnection) starter = -1;
        else if (line.Process != starter) (starter, starterAt) = (line.Process, at);
        return true;
    }
}
