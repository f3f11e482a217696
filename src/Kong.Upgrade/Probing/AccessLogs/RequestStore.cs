using System.Globalization;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Requests that a log told of and that no reading has yet. Everything here is done with <see cref="Gate"/> held.</summary>
internal sealed class RequestStore(ILogFormat format, LogNodes nodes)
{
    /// <summary>How many requests it holds: 16 megabytes, a quarter of an hour of a thousand a second.</summary>
    public const int Most = 1 << 20;

    private LoggedRequest[] requests = new LoggedRequest[1024];
    private int count;
    private long foreign, lost;

    public Lock Gate { get; } = new();

    public bool IsFull => count == Most;

    /// <summary>Requests that a node failed first of which the log did not say who it was.</summary>
    public long UnknownFirsts { get; private set; }

    /// <summary>Takes lines in; the last need not have an end.</summary>
    /// <returns>Whether all were of the splitter's format.</returns>
    public bool Add(ReadOnlySpan<byte> lines)
    {
        long before = foreign;
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? lines : lines[..end];
            if (!line.IsEmpty) AddLine(line);
            lines = end < 0 ? [] : lines[(end + 1)..];
        }
        return foreign == before;
    }

    /// <summary>A line that cannot be one of ours.</summary>
    public void AddForeign() => foreign++;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (count, foreign, lost, UnknownFirsts) = (0, 0, 0, 0);

    /// <summary>How many lines were not understood since this was asked.</summary>
    public long TakeForeign()
    {
        long taken = foreign;
        foreign = 0;
        return taken;
    }

    /// <summary>Why what is here is not all; <see langword="null"/> when it is. What is left is forgotten.</summary>
    public string? TakeOverflow()
    {
        if (lost == 0) return null;
        string trouble = string.Create(CultureInfo.InvariantCulture, $"nobody asked for so long that more than {Most} requests piled up; {lost} of them and these are not counted. The next look has what comes from now on");
        Clear();
        return trouble;
    }

    /// <summary>Counts everything, or what ended at a time or later, and is empty then.</summary>
    public IReadOnlyList<NodeReading> Take(long from)
    {
        foreach (ref readonly LoggedRequest request in requests.AsSpan(0, count))
            if (request.At >= from) nodes.Count(request);
        (count, UnknownFirsts) = (0, 0);
        return nodes.Take();
    }

    private void AddLine(ReadOnlySpan<byte> line)
    {
        LineKind kind = format.Parse(line, out LoggedRequest request);
        if (kind is LineKind.Foreign) foreign++;
        if (kind is LineKind.RequestOfUnknownFirst) UnknownFirsts++;
        if (kind is not (LineKind.Request or LineKind.RequestOfUnknownFirst)) return;
        if (IsFull)
        {
            lost++;
            return;
        }
        if (count == requests.Length) Array.Resize(ref requests, count * 2);
        requests[count++] = request;
    }
}
