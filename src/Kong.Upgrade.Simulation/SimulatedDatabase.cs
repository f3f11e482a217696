using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Configuration;
using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation;

/// <summary>The database that simulated nodes share: the configured entities and the counters of cluster-wide rate limits.</summary>
/// <remarks>
/// Safe for use by any number of threads and nodes. Running nodes keep the router they built; they hear of a change as
/// real nodes do, later and only from nodes of a related version (kong-facts 11.16, 11.17), or build it anew on reload.
/// </remarks>
public sealed class SimulatedDatabase
{
    private readonly TimeProvider _time;
    private long _changes;
    private volatile bool _unreachable;
    private volatile bool _readOnly;
    private volatile string? _freezeReason;

    private SimulatedDatabase(IEntityStore entities, TimeProvider time)
    {
        Entities = entities;
        Tables = entities as PostgresEntities;
        ClusterCounters = Tables is null ? new RateLimitCounters() : new PostgresCounters(Tables);
        _time = time;
        if (Tables is not null)
            return;
        if (entities.List("workspaces").Count == 0)
            entities.Put("workspaces", DefaultWorkspace());
    }

    /// <summary>Whether nodes can reach the database. The default is <see langword="true"/>.</summary>
    public bool Reachable
    {
        get => !_unreachable && Tables?.IsReachable() != false;
        set => _unreachable = !value;
    }

    /// <summary>Whether the database refuses all writes, also those of the rate limits. The default is <see langword="false"/>.</summary>
    public bool ReadOnly
    {
        get => _readOnly;
        set => _readOnly = value;
    }

    /// <summary>Why configuration writes are refused, or <see langword="null"/> when they are not.</summary>
    public string? FreezeReason => _freezeReason;

    /// <summary>How many changes were written through Admin APIs since the database was made.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    internal event Action<DatabaseChange>? Changed;

    internal event Action<ForcedHealth>? HealthForced;

    /// <summary>Held while a write is checked and stored, so that neither a freeze nor a twin slips in between.</summary>
    internal Lock WriteGate { get; } = new();

    internal IEntityStore Entities { get; }

    /// <summary>Kong's own tables, when the entities are there: they check and announce writes by themselves.</summary>
    internal PostgresEntities? Tables { get; }

    internal IRateLimitCounters ClusterCounters { get; }

    /// <summary>Makes a database from the text of a declarative file, as <c>kong config db_export</c> writes it.</summary>
    /// <param name="yaml">The file, format 1.1, 2.1 or 3.0.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <returns>The database.</returns>
    /// <exception cref="FormatException">The text is no declarative file, or a foreign key in it points nowhere.</exception>
    public static SimulatedDatabase FromDeclarative(string yaml, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        TimeProvider time = timeProvider ?? TimeProvider.System;
        return new(DeclarativeFile.Load(yaml, time.GetUtcNow().ToUnixTimeSeconds()), time);
    }

    /// <summary>Makes a database from a declarative file.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <returns>The database.</returns>
    /// <exception cref="FormatException">See <see cref="FromDeclarative"/>.</exception>
    public static async Task<SimulatedDatabase> FromFileAsync(
        string path, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default) =>
        FromDeclarative(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), timeProvider);

    /// <summary>
    /// Refuses every configuration write from now on, as triggers in the database would (kong-facts 12.1 no. 2). When this
    /// returns, no earlier write is still under way (12.1 no. 8).
    /// </summary>
    /// <param name="reason">The text that the Admin APIs answer, for example <c>kong-bluegreen freeze (upgrade 42)</c>.</param>
    public void Freeze(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        lock (WriteGate)
            _freezeReason = reason;
    }

    /// <summary>Allows configuration writes again.</summary>
    public void Thaw()
    {
        lock (WriteGate)
            _freezeReason = null;
    }

    /// <summary>The entities in Kong's own tables of a PostgreSQL database, read anew for each answer, as real nodes do.</summary>
    internal static SimulatedDatabase InPostgres(PostgresSettings settings, TimeProvider? timeProvider = null)
    {
        TimeProvider time = timeProvider ?? TimeProvider.System;
        return new(new PostgresEntities(settings, time), time);
    }

    internal JsonNode Now(bool withMilliseconds) => withMilliseconds
        ? JsonValue.Create(_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0)
        : JsonValue.Create(_time.GetUtcNow().ToUnixTimeSeconds());

    internal void RefuseWhenFrozen(string table)
    {
        if (FreezeReason is { } reason)
            throw KongError.StillReferenced(reason, table);
        if (ReadOnly || !Reachable)
            throw KongError.Unexpected();
    }

    internal void Announce(DatabaseChange change)
    {
        Interlocked.Increment(ref _changes);
        Tables?.Announce(change);
        Changed?.Invoke(change);
    }

    /// <summary>Does to the rows what `migrations up` does, without telling the nodes (kong-facts 1.8, 12.4 no. 2).</summary>
    internal void MigrateUp() => SettingsMigration.Up(Entities);

    /// <summary>Does to the rows what `migrations finish` does: old nodes lose their Redis on the next reload (kong-facts 12.5).</summary>
    internal void MigrateFinish() => SettingsMigration.Finish(Entities);

    internal void Force(ForcedHealth health) => HealthForced?.Invoke(health);

    private JsonObject DefaultWorkspace() => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["name"] = "default",
        ["created_at"] = Now(false),
        ["updated_at"] = Now(false),
    };
}

/// <summary>A write: of which row in which table, by which node, of which version.</summary>
internal sealed record DatabaseChange(string Table, JsonObject Row, EntityChange Change, VersionTraits By, Guid NodeId);

/// <summary>A target that an operator declared healthy or not, for all nodes.</summary>
internal sealed record ForcedHealth(string Upstream, string Target, bool IsHealthy);
