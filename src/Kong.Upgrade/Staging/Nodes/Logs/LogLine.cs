using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>A line of nginx's error log: <c>2026/11/22 19:10:54 [warn] 9093#0: *19 message</c>.</summary>
/// <param name="Level">The level.</param>
/// <param name="Process">The process that wrote it.</param>
/// <param name="IsOfAConnection">Whether it was written for a connection or a timer: never by a master, nor before it starts its workers.</param>
/// <param name="Message">The rest.</param>
internal readonly partial record struct LogLine(LogLevelWord Level, int Process, bool IsOfAConnection, string Message)
{
    /// <summary>Reads a line; <see langword="null"/> for one that goes on with the message before it.</summary>
    public static LogLine? Parse(string line) =>
        Head().Match(line) is { Success: true } head && Enum.TryParse(head.Groups["level"].Value, ignoreCase: true, out LogLevelWord level) && int.TryParse(head.Groups["pid"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            ? new(level, process, head.Groups["connection"].Success, line[head.Length..]) : null;

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[(?<level>[a-z]+)\] (?<pid>\d+)#\d+: (?<connection>\*\d+ )?")]
    private static partial Regex Head();
}
