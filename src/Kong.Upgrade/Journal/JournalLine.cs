namespace Kong.Upgrade.Journal;

/// <summary>One line of a file journal.</summary>
internal sealed class JournalLine
{
    /// <summary>The format that this library writes and the highest that it reads.</summary>
    public const int KnownVersion = 1;

    public int V { get; set; } = KnownVersion;

    public DateTimeOffset At { get; set; }

    public string? Run { get; set; }

    public long Fence { get; set; }

    public string? Mark { get; set; }

    public string? Subject { get; set; }

    public string? Detail { get; set; }

    public static JournalLine Of(JournalEntry entry, string runId, long fence) => new()
    {
        At = entry.At,
        Run = runId,
        Fence = fence,
        Mark = entry.Mark.ToString(),
        Subject = entry.Subject.Length == 0 ? null : entry.Subject,
        Detail = entry.Detail.Length == 0 ? null : entry.Detail,
    };

    public JournalEntry? Entry() => !Enum.TryParse(Mark, out JournalMark mark) || mark is JournalMark.Unknown || mark.ToString() != Mark || Run is null ? null
        : new() { Mark = mark, At = At, Subject = Subject ?? string.Empty, Detail = Detail ?? string.Empty };
}
