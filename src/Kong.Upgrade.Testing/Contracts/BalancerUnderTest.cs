namespace Kong.Upgrade.Testing.Contracts;

/// <summary>A balancer that works, and how a test makes trouble for it. Disposed after the case.</summary>
public sealed class BalancerUnderTest : IAsyncDisposable
{
    /// <summary>A splitter on the balancer.</summary>
    public required ITrafficSplitter Splitter { get; init; }

    /// <summary>Makes one more splitter on the same balancer, as another process would.</summary>
    public required Func<ITrafficSplitter> Another { get; init; }

    /// <summary>Restarts the balancer, and ends when it serves again.</summary>
    public required Func<CancellationToken, Task> Restart { get; init; }

    /// <summary>Makes the balancer refuse every change, as a broken configuration does.</summary>
    public required Func<CancellationToken, Task> Refuse { get; init; }

    /// <summary>Makes it obey again.</summary>
    public required Func<CancellationToken, Task> Obey { get; init; }

    /// <summary>What ends the balancer; nothing by default.</summary>
    public Func<ValueTask>? End { get; init; }

    /// <summary>Ends the balancer.</summary>
    /// <returns>A task that ends with it.</returns>
    public ValueTask DisposeAsync() => End?.Invoke() ?? ValueTask.CompletedTask;
}
