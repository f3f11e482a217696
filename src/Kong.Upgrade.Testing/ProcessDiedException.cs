namespace Kong.Upgrade.Testing;

/// <summary>A process of a <see cref="FakeKong"/> died where it was told to: nothing of it takes effect any more. Run the same plan again to go on.</summary>
public sealed class ProcessDiedException : Exception
{
    internal ProcessDiedException(int operation, KongCall call, bool isAfter)
        : base($"the process died {(isAfter ? "after" : "before")} operation {operation}, {call}") => (Operation, Call) = (operation, call);

    /// <summary>The number of the operation, from 1.</summary>
    public int Operation { get; }

    /// <summary>The operation.</summary>
    public KongCall Call { get; }
}
