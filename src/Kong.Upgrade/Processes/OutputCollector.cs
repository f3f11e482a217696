namespace Kong.Upgrade.Processes;

/// <summary>Keeps what a command prints: the beginning and the end of it when it prints too much. Safe for both streams at once.</summary>
internal sealed class OutputCollector(Secrets secrets, TimeProvider time, Action<OutputLine>? onLine)
{
    private const int Head = 500;
    private const int Tail = 1500;
    private const int Width = 4000;

    private readonly long start = time.GetTimestamp();
    private readonly Lock gate = new();
    private readonly List<OutputLine> head = [];
    private readonly Queue<OutputLine> tail = [];
    private int dropped;

    public async Task CollectAsync(StreamReader reader, bool isError, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text) Add(text, isError);
    }

    public IReadOnlyList<OutputLine> Lines
    {
        get
        {
            lock (gate)
            {
                OutputLine[] gap = dropped == 0 ? [] : [new(TimeSpan.Zero, false, $"… {dropped} lines left out …")];
                return [.. head, .. gap, .. tail];
            }
        }
    }

    private void Add(string text, bool isError)
    {
        string clean = secrets.RemoveFrom(text);
        OutputLine line = new(time.GetElapsedTime(start), isError, clean.Length > Width ? clean[..Width] + "…" : clean);
        lock (gate) Keep(line);
        onLine?.Invoke(line);
    }

    private void Keep(OutputLine line)
    {
        if (head.Count < Head)
        {
            head.Add(line);
            return;
        }
        tail.Enqueue(line);
        if (tail.Count <= Tail) return;
        tail.Dequeue();
        dropped++;
    }
}
