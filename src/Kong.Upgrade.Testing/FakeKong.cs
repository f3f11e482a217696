using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Testing.Journal;
using Kong.Upgrade.Testing.Processes;

namespace Kong.Upgrade.Testing;

/// <summary>A whole upgrade in memory and in virtual time: fakes of every service, with the real engine between them. Give it to whatever takes an <see cref="IUpgradeRunner"/>.</summary>
/// <remarks>
/// Nothing is wrong unless it is said: state faults on the fakes (<see cref="Probe"/>, <see cref="Traffic"/> …), or on any single call with
/// <see cref="Faults"/>. One object is one Kong with its users; every <see cref="RunAsync"/> is another process that works on it, so running
/// a plan again resumes it. Thread-safe as far as the fakes are.
/// </remarks>
public sealed class FakeKong : IUpgradeRunner, IAsyncDisposable
{
    private readonly KongVersion? version;
    private readonly KongUpgradeOptions? options;
    private readonly Lock gate = new();
    private readonly HashSet<Worker> working = [];
    private CrashOrder? crash;
    private FakeProcess? last;

    /// <summary>Makes a Kong that serves on blue.</summary>
    /// <param name="version">Blue's version, where it matters: a plan from another version is then refused, as a mistake of the test. By default every plan fits.</param>
    /// <param name="time">A clock to share with other fakes; one of its own by default.</param>
    /// <param name="options">How patient the engine is; the library's defaults by default.</param>
    /// <param name="record">Whether <see cref="Story"/> and <see cref="Events"/> are kept. Switch it off for fleets.</param>
    public FakeKong(string? version = null, VirtualTime? time = null, KongUpgradeOptions? options = null, bool record = true)
    {
        this.version = version is null ? null : KongVersion.Parse(version);
        this.options = options;
        Time = time ?? new();
        Story = new() { IsRecording = record };
        Events = new(Time, Faults) { IsRecording = record };
        Journal = new(Faults, Time);
        Migrations = new(Time, Faults, Story);
        Clusters = new(Time, Faults, Story);
        Traffic = new(Time, Faults, Story);
        Probe = new(Traffic, Time, Faults, Story);
        Freeze = new(Time, Faults, Story) { Rewrites = () => Migrations.UpCount };
        Backup = new(Time, Faults, Story);
        Witness = new(Time, Faults);
        Approvals = new(Time, Faults, Story);
        Staging = new(Time, Faults, Story);
        StagingRunner = new(Time, Faults, Story);
        Rule = new(Time, Faults);
        Preflight = new(Time, Faults);
    }

    /// <summary>The clock. <see cref="RunAsync"/> moves it.</summary>
    public VirtualTime Time { get; }

    /// <summary>Faults of single calls, of any fake.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>What was done, in order.</summary>
    public Story Story { get; }

    /// <summary>The events of all processes, in order.</summary>
    public EventRecorder Events { get; }

    /// <summary>The journal; each process gets a handle of its own.</summary>
    public InMemoryJournal Journal { get; }

    /// <summary>The database's migrations.</summary>
    public FakeMigrations Migrations { get; }

    /// <summary>Blue and green.</summary>
    public FakeClusters Clusters { get; }

    /// <summary>The balancer and the users behind it.</summary>
    public FakeTraffic Traffic { get; }

    /// <summary>What is seen of both clusters.</summary>
    public FakeProbe Probe { get; }

    /// <summary>The configuration and its freeze.</summary>
    public FakeFreeze Freeze { get; }

    /// <summary>The backup.</summary>
    public FakeBackup Backup { get; }

    /// <summary>The witness for blue after 'up'.</summary>
    public FakeWitness Witness { get; }

    /// <summary>Whom a plan asks that names nobody.</summary>
    public FakeApprovals Approvals { get; }

    /// <summary>A staging test beside the plan's own.</summary>
    public FakeStagingTest Staging { get; }

    /// <summary>Runs the plan's staging suite, and asks nobody.</summary>
    public FakeStagingRunner StagingRunner { get; }

    /// <summary>A preflight rule beside the plan's own.</summary>
    public FakeRule Rule { get; }

    /// <summary>The evaluation.</summary>
    public FakePreflight Preflight { get; }

    /// <summary>Observers beside <see cref="Events"/>; those added before a run are told.</summary>
    public ICollection<IUpgradeObserver> Observers { get; } = [];

    /// <summary>Makes the journal of each process in place of <see cref="Journal"/>, such as a <c>FileUpgradeJournal</c> on one directory; disposed when its process ends or dies, if it can be. The default value is <see langword="null"/>.</summary>
    public Func<IUpgradeJournal>? OpenJournal { get; set; }

    /// <summary>What the last process changed in the world and in the journal, in order: each is a place where it could have died.</summary>
    public IReadOnlyList<KongCall> Operations => last?.Operations ?? [];

    /// <summary>The next process dies just before an operation. See <see cref="Operations"/>.</summary>
    /// <param name="operation">Its number, from 1.</param>
    public void CrashBefore(int operation) => crash = new((number, _) => number == operation, IsAfter: false);

    /// <summary>The next process dies just after an operation took effect, before it learns of it.</summary>
    /// <param name="operation">Its number, from 1.</param>
    public void CrashAfter(int operation) => crash = new((number, _) => number == operation, IsAfter: true);

    /// <summary>The next process dies just before the first such call.</summary>
    /// <param name="call">A call that changes something.</param>
    /// <exception cref="ArgumentOutOfRangeException">The call only looks.</exception>
    public void CrashBefore(KongCall call) => crash = new(At(call), IsAfter: false);

    /// <summary>The next process dies just after the first such call took effect, before it learns of it.</summary>
    /// <param name="call">A call that changes something.</param>
    /// <exception cref="ArgumentOutOfRangeException">The call only looks.</exception>
    public void CrashAfter(KongCall call) => crash = new(At(call), IsAfter: true);

    /// <summary>Runs a plan as another process would, in virtual time, or goes on with its run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancels as it does for <see cref="IUpgradeRunner.RunAsync"/>.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ProcessDiedException">The process died, as it was told to.</exception>
    /// <exception cref="ArgumentException">The plan begins at another version than this Kong has.</exception>
    public async Task<UpgradeReport> RunAsync(UpgradePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (version is not null && plan.From != version) throw new ArgumentException($"The plan goes from Kong {plan.From} to {plan.To}, but this FakeKong is Kong {version}. Give both the same version.", nameof(plan));
        Worker worker = Begin();
        try
        {
            return await Time.RunAsync(() => worker.Process.RunAsync(() => worker.Runner.RunAsync(plan, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            End(worker);
        }
    }

    /// <summary>Sends all traffic back to blue, from the process that runs, or from another when none does.</summary>
    /// <inheritdoc/>
    public Task<TimeSpan> RetreatAsync(string reason, CancellationToken cancellationToken = default) =>
        AskAsync(runner => runner.RetreatAsync(reason, cancellationToken));

    /// <inheritdoc/>
    public Task ThawAsync(CancellationToken cancellationToken = default) => AskAsync(async runner =>
    {
        await runner.ThawAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Ends all processes: nothing of them takes effect any more, and a run that still goes on throws <see cref="OperationCanceledException"/>.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Worker[] left;
        lock (gate) left = [.. working];
        foreach (Worker worker in left) End(worker);
        return ValueTask.CompletedTask;
    }

    private static Func<int, KongCall, bool> At(KongCall call) =>
        call is KongCall.Unknown or KongCall.GetMigrationState or KongCall.GetShare or KongCall.ReadProbe or KongCall.CheckFreeze or KongCall.HearWitness or KongCall.EvaluateRule or KongCall.Evaluate or KongCall.Observe
            ? throw new ArgumentOutOfRangeException(nameof(call), call, "This call changes nothing, and a process that dies at a mere look is like one that dies before its next change. Name a call that changes something.")
            : (_, made) => made == call;

    /// <summary>Asks the process that works, or a short-lived one of its own.</summary>
    private async Task<T> AskAsync<T>(Func<UpgradeRunner, Task<T>> ask)
    {
        Worker? present;
        lock (gate) present = working.FirstOrDefault();
        Worker worker = present ?? NewWorker();
        try
        {
            return await Time.RunAsync(() => ask(worker.Runner)).ConfigureAwait(false);
        }
        finally
        {
            if (present is null) End(worker);
        }
    }

    private Worker Begin()
    {
        Worker worker = NewWorker();
        lock (gate)
        {
            worker.Process.DieAt(crash);
            (crash, last) = (null, worker.Process);
            working.Add(worker);
        }
        return worker;
    }

    private void End(Worker worker)
    {
        lock (gate) working.Remove(worker);
        worker.Process.Die();
        (worker.Journal as IDisposable)?.Dispose();
    }

    private Worker NewWorker()
    {
        FakeProcess process = new(Time, Story);
        IUpgradeJournal journal = OpenJournal?.Invoke() ?? Journal.NewProcess();
        return new(process, journal, new UpgradeRunner(Services(process, journal), options));
    }

    private UpgradeServices Services(FakeProcess process, IUpgradeJournal journal) => new()
    {
        Migrations = new ProcessMigrations(process, Migrations),
        Clusters = new ProcessClusters(process, Clusters),
        Traffic = new ProcessTraffic(process, Traffic),
        Probe = new ProcessProbe(process, Probe),
        Freeze = new ProcessFreeze(process, Freeze),
        Backup = new ProcessBackup(process, Backup),
        Witness = new ProcessWitness(process, Witness),
        Journal = new ProcessJournal(process, journal),
        Approvals = new ProcessApprovals(process, Approvals),
        StagingTests = [new ProcessStagingTest(process, Staging)],
        StagingRunner = new ProcessStagingRunner(process, StagingRunner),
        Preflight = new ProcessPreflight(process, Preflight),
        PreflightRules = [new ProcessRule(process, Rule)],
        Observers = [new ProcessObserver(process, Events), .. Observers.Select(o => new ProcessObserver(process, o))],
        Time = process.Time,
    };

    private sealed record Worker(FakeProcess Process, IUpgradeJournal Journal, UpgradeRunner Runner);
}
