using System.Globalization;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Migrations;

/// <summary>Collects the evidence of one run. Lines may come from two threads at once; everything else from one.</summary>
internal sealed class EvidenceDraft(string verb)
{
    private const int Most = 2000;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = [];
    private int sinceBegin;

    public string RunId { get; } = Guid.NewGuid().ToString("N")[..12];

    public string Verb => verb;

    public string? Command { get; private set; }

    public int? ExitCode { get; set; }

    public TimeSpan Took { get; set; }

    public int Attempts { get; private set; }

    public MigrationState? Before { get; set; }

    public MigrationState? After { get; set; }

    public TimeSpan LongestBlock { get; set; }

    public List<string> Blocked { get; } = [];

    public IReadOnlyList<string> LongTransactions { get; set; } = [];

    public IReadOnlyList<string> MissingSettings { get; set; } = [];

    public TimeSpan ClockSkew { get; set; }

    public int EndedSessions { get; set; }

    public string? RemovedLock { get; set; }

    public IReadOnlyList<string>? Strangers { get; set; }

    public IReadOnlyList<string> DamagedRoutes { get; set; } = [];

    public void Add(OutputLine line)
    {
        lock (gate)
        {
            lines.Enqueue(line.Text);
            sinceBegin++;
            if (lines.Count > Most) lines.Dequeue();
        }
    }

    public MigrationRunEvidence Finish() => new()
    {
        RunId = RunId,
        Verb = verb,
        Command = Command,
        ExitCode = ExitCode,
        Lines = Lines(),
        Took = Took,
        Attempts = Attempts,
        Before = Before,
        After = After,
        LongestBlock = LongestBlock,
        Blocked = [.. Blocked],
        LongTransactions = LongTransactions,
        MissingSettings = MissingSettings,
        ClockSkew = ClockSkew,
        EndedSessions = EndedSessions,
        RemovedLock = RemovedLock,
        Strangers = Strangers,
        DamagedRoutes = DamagedRoutes,
    };

    /// <summary>What stands in a message for a person.</summary>
    public string Essence()
    {
        string end = ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit {code} after {Took.TotalSeconds:0.0} s") : "it was ended";
        string[] words = [.. LastLines().Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("Run with --v", StringComparison.Ordinal))];
        string? error = words.LastOrDefault(l => l.StartsWith("Error: ", StringComparison.Ordinal));
        string last = error ?? string.Join(" | ", words.TakeLast(3));
        string blocked = Blocked.Count == 0 ? "" : $"; {string.Join("; ", Blocked)}";
        return $"run {RunId}, attempt {Attempts}: {end}, last words '{last}'{blocked}";
    }

    /// <summary>Whether the last command printed this.</summary>
    public bool Says(string text) => LastLines().Any(l => l.Contains(text, StringComparison.Ordinal));

    /// <summary>What the last command printed.</summary>
    public IReadOnlyList<string> LastLines()
    {
        lock (gate) return [.. lines.Skip(Math.Max(0, lines.Count - sinceBegin))];
    }

    /// <summary>Another command is about to print.</summary>
    public void Begin(string command)
    {
        (Command, ExitCode, Attempts) = (command, null, Attempts + 1);
        lock (gate) sinceBegin = 0;
    }

    private string[] Lines()
    {
        lock (gate) return [.. lines];
    }
}
