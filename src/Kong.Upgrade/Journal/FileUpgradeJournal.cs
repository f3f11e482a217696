namespace Kong.Upgrade.Journal;

/// <summary>A journal in a directory: one JSON object a line, only ever appended, on disk before anything acts on it.</summary>
/// <remarks>
/// <c>current.jsonl</c> is the run that goes on; a run that ended is kept beside it under its own name when the next begins. One
/// directory serves one Kong database. The lease is an exclusive lock on <c>lease.lock</c>, which the operating system gives back
/// when its process dies; every write also checks that nobody else has appended. Safe for any thread.
/// </remarks>
public sealed class FileUpgradeJournal : IUpgradeJournal, IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly JournalDirectory directory;
    private JournalLease? lease;
    private JournalFile? file;

    /// <summary>Names the directory; nothing is touched before <see cref="OpenAsync"/>.</summary>
    /// <param name="path">The directory; made when it is missing.</param>
    /// <param name="flushToDisk">Whether every entry is forced to the disk. The default value is <see langword="true"/>; without, a power cut (not a crash of the process) may lose entries.</param>
    public FileUpgradeJournal(string path, bool flushToDisk = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        directory = new(Path.GetFullPath(path), flushToDisk);
    }

    /// <inheritdoc/>
    public async Task<RunRecord> OpenAsync(JournalOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (lease is not null) throw directory.Held("this very object has it open");
            return directory.Guarded("open", () => Open(opening));
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            JournalFile open = file ?? throw new JournalException(JournalProblem.LeaseLost, $"The journal in {directory.Path} is not open: nothing was written. Call OpenAsync first.");
            directory.Guarded("write to", () => open.Append(entry));
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        LetGo();
        one.Release();
    }

    /// <summary>Reads what the journal knows of its newest run without taking the lease: for looking on while another process works on the run.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The run, perhaps a moment old; <see langword="null"/> when there is none. Nothing is changed.</returns>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public Task<RunRecord?> PeekAsync(CancellationToken cancellationToken) => Task.Run(() => directory.Guarded("read", directory.Peek), cancellationToken);

    /// <summary>Finds who holds the lease now.</summary>
    /// <returns>Process and host; <see langword="null"/> when nobody does. Whoever opens the journal in this very moment may be refused: let it try again.</returns>
    /// <exception cref="JournalException">It cannot be told.</exception>
    public string? FindHolder() => directory.Guarded("look at", () => JournalLease.Holder(directory));

    /// <summary>Gives the lease back.</summary>
    public void Dispose()
    {
        LetGo();
        one.Dispose();
    }

    private RunRecord Open(JournalOpening opening)
    {
        lease = directory.Lease();
        try
        {
            (file, RunRecord record) = directory.Current(opening, lease);
            return record;
        }
        catch
        {
            LetGo();
            throw;
        }
    }

    private void LetGo()
    {
        file?.Dispose();
        lease?.Dispose();
        (file, lease) = (null, null);
    }
}
