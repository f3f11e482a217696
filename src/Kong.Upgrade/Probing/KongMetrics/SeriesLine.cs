namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>A line of an exposition that was seen before: where its value goes.</summary>
/// <param name="key">Name and labels as they were written, up to the last label's closing quote.</param>
internal sealed class SeriesLine(byte[] key)
{
    public ReadOnlySpan<byte> Key => key;

    public required Series Series { get; init; }

    /// <summary>The bucket's slot; -1 for a counter and for a histogram's count.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>The line that stood below it last time, and most likely does again.</summary>
    public SeriesLine? Next { get; set; }

    /// <summary>The last scrape that had it.</summary>
    public int Scrape { get; private set; }

    /// <summary>The last scrape that had it and was counted; 0 when none did.</summary>
    public int CountedIn { get; set; }

    /// <summary>Whether a text begins with exactly this series.</summary>
    public bool Starts(ReadOnlySpan<byte> line) => line.Length > key.Length && line[key.Length] == '}' && line.StartsWith(key);

    /// <summary>Notes a value.</summary>
    /// <returns>Whether the line stands in this scrape for the first time.</returns>
    public bool Note(int scrape, long value)
    {
        if (Scrape == scrape) return false;
        Scrape = scrape;
        if (Series is CounterSeries counter) counter.Note(scrape, value);
        else if (Slot < 0) ((HistogramSeries)Series).NoteCount(scrape, value);
        else ((HistogramSeries)Series).NoteBucket(scrape, Slot, value);
        return true;
    }
}
