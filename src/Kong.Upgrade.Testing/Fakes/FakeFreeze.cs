using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A configuration in memory that can be frozen. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
/// <param name="story">Where operations are told; a story of its own by default.</param>
public sealed class FakeFreeze(VirtualTime? time = null, FaultList? faults = null, Story? story = null) : IWriteFreeze
{
    private readonly FakeCalls calls = new(time, faults, story);
    private int writes;

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>Whether configuration writes are refused.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether looking tells nothing: neither standing nor fingerprint. The default value is <see langword="false"/>.</summary>
    public bool IsUnclear { get; set; }

    /// <summary>Whether it refuses nothing and only observes, as it may where nothing can be created in the database. The default value is <see langword="false"/>.</summary>
    public bool OnlyObserves { get; set; }

    /// <summary>What else rewrites configuration rows, as 'up' does.</summary>
    internal Func<int> Rewrites { get; init; } = static () => 0;

    /// <summary>Somebody lifts the freeze.</summary>
    public void ThawByHand()
    {
        IsFrozen = false;
        calls.Story.Tell("freeze: lifted by hand");
    }

    /// <summary>Somebody writes configuration past the freeze, or while there is none: the fingerprint drifts.</summary>
    public void WriteByHand()
    {
        Interlocked.Increment(ref writes);
        calls.Story.Tell("configuration: written by hand");
    }

    /// <inheritdoc/>
    public Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return calls.EffectAsync(KongCall.Freeze, request.MayBeTakenOver ? "freeze: left standing" : "freeze: on", () => Frozen(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FreezeState> CheckAsync(CancellationToken cancellationToken) => calls.LookAsync(KongCall.CheckFreeze, Check, cancellationToken);

    /// <inheritdoc/>
    public Task ThawAsync(CancellationToken cancellationToken) => calls.EffectAsync(KongCall.Thaw, "freeze: off", () => IsFrozen = false, cancellationToken);

    private FreezeProof Frozen()
    {
        IsFrozen = true;
        return new() { RefusedWrite = "POST /services was answered 405", At = calls.Time.GetUtcNow() };
    }

    private FreezeState Check() => IsUnclear ? new() { Standing = FreezeStanding.Unknown }
        : new()
        {
            Standing = OnlyObserves ? FreezeStanding.Observed : IsFrozen ? FreezeStanding.Frozen : FreezeStanding.Thawed,
            ConfigurationFingerprint = $"written-{Volatile.Read(ref writes)}-rewritten-{Rewrites()}",
            Tables = new Dictionary<string, string> { ["plugins"] = $"{Rewrites()}", ["services"] = $"{Volatile.Read(ref writes)}" },
        };
}
