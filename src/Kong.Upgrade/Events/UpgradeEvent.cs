namespace Kong.Upgrade.Events;

/// <summary>Something that happened in a run. Immutable.</summary>
public abstract class UpgradeEvent
{
    private protected UpgradeEvent(string runId, DateTimeOffset at) => (RunId, At) = (runId, at);

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The event in one line.</summary>
    /// <returns>Text for people.</returns>
    public abstract override string ToString();
}
