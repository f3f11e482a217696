using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Journal;

/// <summary>What a journal file holds. A last line that a killed process left torn is tolerated; anything else unreadable is an error.</summary>
internal sealed class JournalContent
{
    private JournalContent(IReadOnlyList<JournalLine> lines, long goodLength) => (Lines, GoodLength) = (lines, goodLength);

    public static JournalContent Empty { get; } = new([], 0);

    public IReadOnlyList<JournalLine> Lines { get; }

    /// <summary>The bytes of all whole lines.</summary>
    public long GoodLength { get; }

    public long LastFence => Lines.Count == 0 ? 0 : Lines.Max(l => l.Fence);

    public string? PlanFingerprint => Opened?.Detail;

    public string? PlanSummary => Opened?.Subject;

    private JournalLine? Opened => Lines.FirstOrDefault(l => l.Mark == nameof(JournalMark.Opened));

    public static JournalContent Read(string path)
    {
        if (!File.Exists(path)) return Empty;
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        List<JournalLine> lines = [];
        int start = 0;
        for (int length; (length = bytes[start..].IndexOf((byte)'\n')) >= 0; start += length + 1)
            lines.Add(Parse(bytes.Slice(start, length), lines.Count + 1, path));
        return new(lines, start);
    }

    public RunRecord Record(long fence) => new()
    {
        RunId = Lines.Count > 0 ? Lines[0].Run! : string.Empty,
        Fence = fence,
        Entries = [.. Lines.Select(l => l.Entry()!)],
    };

    private static JournalLine Parse(ReadOnlySpan<byte> bytes, int number, string path)
    {
        JournalLine? line = TryParse(bytes);
        if (line is { V: > JournalLine.KnownVersion })
            throw new JournalException(JournalProblem.UnknownFormat, $"Line {number} of {path} has format {line.V}; this library reads up to {JournalLine.KnownVersion}. A newer version of the library wrote it: continue the run with that version. Nothing was touched.");
        return line?.Entry() is not null ? line
            : throw new JournalException(JournalProblem.Corrupt, $"Line {number} of {path} cannot be read: '{Shown(bytes)}'. What the run did is not known for sure, so nothing was touched. Mend or move the file by hand after looking at cluster, split and migrations.");
    }

    private static JournalLine? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, JournalJson.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 80)]);
}
