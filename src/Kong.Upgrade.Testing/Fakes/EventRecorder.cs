using Kong.Upgrade.Events;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Remembers every event. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
public sealed class EventRecorder(VirtualTime? time = null, FaultList? faults = null) : IUpgradeObserver
{
    private readonly FakeCalls calls = new(time, faults, null);
    private readonly Lock gate = new();
    private readonly List<UpgradeEvent> events = [];

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>Whether events are kept. The default value is <see langword="true"/>; switch it off for fleets.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>The events so far, in order: a copy.</summary>
    public IReadOnlyList<UpgradeEvent> All
    {
        get { lock (gate) return [.. events]; }
    }

    /// <summary>The events of one type, in order.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>A copy.</returns>
    public IReadOnlyList<T> Of<T>()
        where T : UpgradeEvent => [.. All.OfType<T>()];

    /// <inheritdoc/>
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken) =>
        calls.LookAsync(KongCall.Observe, () => Keep(upgradeEvent), cancellationToken);

    private bool Keep(UpgradeEvent upgradeEvent)
    {
        if (!IsRecording) return false;
        lock (gate) events.Add(upgradeEvent);
        return true;
    }
}
