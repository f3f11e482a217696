namespace Kong.Upgrade.Preflight;

/// <summary>Reads sources one after the other and keeps account of what was read and what was not: the trouble of one does not end the evaluation. For one thread.</summary>
internal sealed class SourceReader
{
    private readonly List<PreflightSource> sources = [];

    public IReadOnlyList<PreflightSource> Sources => sources;

    /// <summary>Reads one source.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="words">What to say of what was read.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What was read; <see langword="null"/> when it could not be.</returns>
    public async Task<T?> TryAsync<T>(string name, Func<Task<T>> read, Func<T, string> words, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            T found = await read().ConfigureAwait(false);
            Add(name, words(found), null);
            return found;
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            Add(name, null, failure.Message);
            return null;
        }
    }

    public void Add(string name, string? read, string? trouble) => sources.Add(new() { Name = name, Read = read, Trouble = trouble });

    /// <summary>What was not read may hide anything, so it is in the way until somebody accepts it.</summary>
    public PreflightFinding? Unread() => sources.Where(s => !s.IsRead).ToArray() is not { Length: > 0 } unread ? null : new()
    {
        Id = "source-unread",
        Severity = FindingSeverity.Blocking,
        What = $"{unread.Length} of {sources.Count} sources were not read whole: what they would have shown is not known.",
        Remedy = "Mend what is named and evaluate again.",
        Subjects = [.. unread.Select(s => new FindingSubject { Kind = "source", Name = s.Name, Value = s.Trouble! })],
    };
}
