using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A witness that says what it is told to say; by default that blue works. Thread-safe.</summary>
/// <param name="time">The clock; one of its own by default.</param>
/// <param name="faults">Where faults are placed; a list of its own by default.</param>
public sealed class FakeWitness(VirtualTime? time = null, FaultList? faults = null) : IBlueWitness
{
    private static readonly WitnessReport works = new() { Verdict = WitnessVerdict.BlueWorks, Questions = 1 };

    private readonly FakeCalls calls = new(time, faults, null);
    private int heard;

    /// <summary>Faults of single calls.</summary>
    public FaultList Faults => calls.Faults;

    /// <summary>What it says. The default value is that blue works, after one question.</summary>
    public WitnessReport Report { get; set; } = works;

    /// <summary>How often it was heard.</summary>
    public int HeardCount => Volatile.Read(ref heard);

    /// <inheritdoc/>
    public Task<WitnessReport> TestifyAsync(CancellationToken cancellationToken) =>
        calls.LookAsync(KongCall.HearWitness, Say, cancellationToken);

    private WitnessReport Say()
    {
        Interlocked.Increment(ref heard);
        return Report;
    }
}
