using Kong.Upgrade.Execution;
using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Steps;

/// <summary>What a step knows of its run. Valid while the step is called; for one thread.</summary>
public sealed class StepContext
{
    internal StepContext(UpgradeRun run) => Run = run;

    /// <summary>The run's id, the same in every process that works on it.</summary>
    public string RunId => Run.RunId;

    /// <summary>The plan.</summary>
    public UpgradePlan Plan => Run.Plan;

    /// <summary>The services. Whoever moves traffic or migrates around the engine breaks its promises.</summary>
    public UpgradeServices Services => Run.Services;

    /// <summary>The clock: wait with it and nothing else.</summary>
    public TimeProvider Time => Run.Time;

    /// <summary>Whether the point of no return was passed.</summary>
    public bool IsCommitted => Run.IsCommitted;

    internal UpgradeRun Run { get; }

    /// <summary>Remembers a fact durably: a later process of this run can recall it.</summary>
    /// <param name="name">Its name, such as <c>caches.warmed</c>; a later fact of the same name takes its place.</param>
    /// <param name="value">Its value, without secrets.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when the fact would survive a power cut.</returns>
    public Task NoteAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return Run.Journal.WriteAsync(JournalMark.Noted, name, value, cancellationToken);
    }

    /// <summary>What was noted under a name, by this or an earlier process of the run.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value, or <see langword="null"/> when nothing was noted.</returns>
    public string? Recall(string name) => Run.Journal.Recall(name);
}
