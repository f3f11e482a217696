using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A database with migrations in memory. Thread-safe.</summary>
/// <remarks>It holds to what Kong does: 'up' moves what is new to pending, one by one; 'finish' executes what is pending, one by one; either can be cut short and goes on when it is run again.</remarks>
public sealed class FakeMigrations : IMigrationRunner
{
    private readonly Lock gate = new();
    private readonly FakeCalls calls;
    private readonly HashSet<Migration> executed = [new("core", "000_base")];
    private readonly HashSet<Migration> pending = [];
    private readonly List<Migration> fresh = [new("core", "001_first"), new("acl", "001_second")];
    private int upLimit = int.MaxValue;
    private int finishLimit = int.MaxValue;

    /// <summary>Makes a database that has two migrations before it, each with something left for 'finish'.</summary>
    /// <param name="time">The clock; one of its own by default.</param>
    /// <param name="faults">Where faults are placed; a list of its own by default.</param>
    /// <param name="story">Where operations are told; a story of its own by default.</param>
    public FakeMigrations(VirtualTime? time = null, FaultList? faults = null, Story? story = null) => calls = new(time, faults, story);

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>The version of <c>kong</c> that looks. The default value is <see langword="null"/>: not known.</summary>
    public KongVersion? SeenBy { get; set; }

    /// <summary>How often 'up' changed the database.</summary>
    public int UpCount { get; private set; }

    /// <summary>How often 'finish' changed the database, by the run or by somebody else.</summary>
    public int FinishCount { get; private set; }

    /// <summary>The state now, without a call.</summary>
    public MigrationState State
    {
        get { lock (gate) return new() { Executed = executed.ToHashSet(), Pending = pending.ToHashSet(), New = fresh.ToHashSet(), SeenBy = SeenBy }; }
    }

    /// <summary>Sets which migrations are new, in place of the two. With none, the versions differ by no migration, as many patches do.</summary>
    /// <param name="migrations">The migrations, in their order.</param>
    public void HasNew(params Migration[] migrations)
    {
        lock (gate)
        {
            fresh.Clear();
            fresh.AddRange(migrations);
        }
    }

    /// <summary>The next 'up' stops with an error after some migrations; the one after it can go on.</summary>
    /// <param name="after">After how many.</param>
    public void FailUpMidway(int after = 1) => upLimit = after;

    /// <summary>The next 'finish' stops with an error after some migrations; the one after it can go on.</summary>
    /// <param name="after">After how many.</param>
    public void FailFinishMidway(int after = 1) => finishLimit = after;

    /// <summary>Somebody else runs 'finish' at this moment.</summary>
    public void FinishByHand()
    {
        lock (gate) Finish(int.MaxValue);
        calls.Story.Tell("migrations: finish by hand");
    }

    /// <summary>Somebody else brings other migrations at this moment, as another version's 'up' does.</summary>
    /// <param name="migrations">They are pending from now on.</param>
    public void PendByHand(params Migration[] migrations)
    {
        lock (gate) pending.UnionWith(migrations);
        calls.Story.Tell("migrations: up by hand");
    }

    /// <inheritdoc/>
    public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken) => calls.LookAsync(KongCall.GetMigrationState, () => State, cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationState> UpAsync(CancellationToken cancellationToken) => calls.EffectAsync(KongCall.MigrateUp, "migrations: up", () => Up(), cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        return calls.EffectAsync(KongCall.MigrateFinish, "migrations: finish", () => Finish(), cancellationToken);
    }

    private MigrationState Up()
    {
        lock (gate)
        {
            (int limit, upLimit) = (upLimit, int.MaxValue);
            if (fresh.Count > 0) UpCount++;
            for (; fresh.Count > 0; fresh.RemoveAt(0), limit--)
            {
                if (limit == 0) throw new UpgradeServiceException($"'kong migrations up' stopped at {fresh[0]}");
                pending.Add(fresh[0]);
            }
            return State;
        }
    }

    private MigrationState Finish()
    {
        lock (gate)
        {
            (int limit, finishLimit) = (finishLimit, int.MaxValue);
            return Finish(limit);
        }
    }

    private MigrationState Finish(int limit)
    {
        if (pending.Count > 0) FinishCount++;
        foreach (Migration migration in pending.Order(Comparer<Migration>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).ToArray())
        {
            if (limit-- == 0) throw new UpgradeServiceException($"'kong migrations finish' stopped at {migration}");
            pending.Remove(migration);
            executed.Add(migration);
        }
        return State;
    }
}
