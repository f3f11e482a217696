using System.Globalization;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>What a command prints. Flags change the shape: with --v or --vv each line of the log carries a time stamp and a level.</summary>
internal sealed class KongOutput(TextWriter stdout, TextWriter stderr, TimeProvider time)
{
    private readonly List<string> _last = [];

    public LogLevel Level { get; set; } = LogLevel.Info;

    public void Print(string line) => stdout.WriteLine(line);

    public void Info(string text) => Log(LogLevel.Info, text);

    public void Verbose(string text) => Log(LogLevel.Verbose, text);

    public void Debug(string text) => Log(LogLevel.Debug, text);

    public void Complain(string text) => stderr.WriteLine(text);

    public void ComplainStamped(string level, string text) => stderr.WriteLine(Stamp(level) + text);

    // Since 3.0 the line about a new prefix comes from another process and lands behind everything else (kong-facts 11.6).
    public void PrintLast(string line) => _last.Add(line);

    public void Complete()
    {
        _last.ForEach(Print);
        _last.Clear();
        stdout.Flush();
        stderr.Flush();
    }

    private void Log(LogLevel level, string text)
    {
        if (level <= Level)
        {
            Print(Level == LogLevel.Info ? text : Stamp(level.ToString().ToLowerInvariant()) + text);
        }
    }

    private string Stamp(string level) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():yyyy'/'MM'/'dd HH':'mm':'ss} [{level}] ");
}
