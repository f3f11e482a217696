using Kong.Upgrade.Journal;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Testing.Journal;

/// <summary>A journal in memory that behaves as <see cref="FileUpgradeJournal"/> does: one holder, other plans refused, ended runs kept aside. Thread-safe.</summary>
/// <remarks>
/// One object is one process's handle; <see cref="NewProcess"/> makes another on the same memory, so that a test can let a process die
/// (<see cref="Dispose"/>) and go on with the next. What is said to one handle about the memory holds for all.
/// </remarks>
public sealed class InMemoryJournal : IUpgradeJournal, IDisposable
{
    private readonly JournalMemory memory;
    private readonly FakeCalls calls;

    /// <summary>Makes an empty journal.</summary>
    /// <param name="faults">Where faults are placed; a list of its own by default.</param>
    /// <param name="time">The clock of faults that delay; one of its own by default.</param>
    public InMemoryJournal(FaultList? faults = null, VirtualTime? time = null)
        : this(new JournalMemory(), new FakeCalls(time, faults, null))
    {
    }

    private InMemoryJournal(JournalMemory memory, FakeCalls calls) => (this.memory, this.calls) = (memory, calls);

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>The entries of the run that goes on, oldest first: a copy.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get { lock (memory.Gate) return [.. memory.Entries]; }
    }

    /// <summary>The runs that ended, oldest first: a copy.</summary>
    public IReadOnlyList<ArchivedRun> Archive
    {
        get { lock (memory.Gate) return [.. memory.Archive]; }
    }

    /// <summary>Another process's handle on the same memory.</summary>
    /// <returns>The handle, without the lease.</returns>
    public InMemoryJournal NewProcess() => new(memory, calls);

    /// <summary>This handle's process dies: the lease goes back, as an operating system gives back a lock. Nothing is written.</summary>
    public void Dispose()
    {
        lock (memory.Gate) memory.Close(this);
    }

    /// <summary>Refuses to open and to write until <see cref="Mend"/>, as a full disk does.</summary>
    /// <param name="reason">Why.</param>
    public void Fail(string reason = "no space left on the disk")
    {
        lock (memory.Gate) memory.Unwritable = reason;
    }

    /// <summary>The next entry is written in part: the write fails, and whoever reads next drops what is torn.</summary>
    public void TearNextWrite()
    {
        lock (memory.Gate) memory.TearsNext = true;
    }

    /// <summary>An entry becomes unreadable: opening fails as <see cref="JournalProblem.Corrupt"/> until <see cref="Mend"/>.</summary>
    public void Damage()
    {
        lock (memory.Gate) memory.IsDamaged = true;
    }

    /// <summary>Another process takes the journal over without asking: whoever held it must fail with <see cref="JournalProblem.LeaseLost"/> from now on. <see cref="Mend"/> ends that process too.</summary>
    public void LoseLease()
    {
        lock (memory.Gate) memory.TakeOver();
    }

    /// <summary>Nothing is wrong with it any more, and nobody holds it.</summary>
    public void Mend()
    {
        lock (memory.Gate)
        {
            (memory.Unwritable, memory.TearsNext, memory.IsDamaged) = (null, false, false);
            memory.LetGo();
        }
    }

    /// <inheritdoc/>
    public Task<RunRecord> OpenAsync(JournalOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return calls.LookAsync(KongCall.OpenJournal, () => Locked(() => memory.Open(this, opening)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return calls.LookAsync(KongCall.WriteJournal, () => Locked(() => { memory.Write(this, entry); return true; }), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken) =>
        calls.LookAsync(KongCall.CloseJournal, () => Locked(() => { memory.Close(this); return true; }), cancellationToken);

    private T Locked<T>(Func<T> act)
    {
        lock (memory.Gate) return act();
    }
}
