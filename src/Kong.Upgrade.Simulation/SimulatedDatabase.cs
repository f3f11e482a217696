using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Configuration;
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

    private SimulatedDatabase(EntityStore entities, TimeProvider time)
    {
        Entities = entities;
        _time = time;
        if (entities.List("workspaces").Count == 0)
            entities.Put("workspaces", DefaultWorkspace());
    }

    /// <summary>Whether nodes can reach the database. The default is <see langword="true"/>.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Whether the database refuses all writes, also those of the rate limits. The default is <see langword="false"/>.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Why configuration writes are refused, or <see langword="null"/> when they are not.</summary>
    public string? FreezeReason { get; private set; }

    /// <summary>How many changes were written through Admin APIs since the database was made.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    internal event Action<DatabaseChange>? Changed;

    internal event Action<ForcedHealth>? HealthForced;

    internal EntityStore Entities { get; }

    internal RateLimitCounters ClusterCounters { get; } = new();

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

    /// <summary>Refuses every configuration write from now on, as triggers in the database would (kong-facts 12.1 no. 2).</summary>
    /// <param name="reason">The text that the Admin APIs answer, for example <c>kong-bluegreen freeze (upgrade 42)</c>.</param>
    public void Freeze(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        FreezeReason = reason;
    }

    /// <summary>Allows configuration writes again.</summary>
    public void Thaw() => FreezeReason = null;

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
        Changed?.Invoke(change);
    }

    internal void Force(ForcedHealth health) => HealthForced?.Invoke(health);

    private JsonObject DefaultWorkspace() => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["name"] = "default",
        ["created_at"] = Now(false),
        ["updated_at"] = Now(false),
    };
}

/// <summary>A write: to which table, by which node, of which version.</summary>
internal sealed record DatabaseChange(string Table, VersionTraits By, Guid NodeId);

/// <summary>A target that an operator declared healthy or not, for all nodes.</summary>
internal sealed record ForcedHealth(string Upstream, string Target, bool IsHealthy);
