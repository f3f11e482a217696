namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>One way to tell HAProxy a share.</summary>
internal interface IShareMode
{
    SplitterCapabilities Capabilities { get; }

    Task<TrafficShare> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes the steps to a share; what then is in force is read.</summary>
    Task WriteAsync(TrafficShare desired, CancellationToken cancellationToken);

    /// <summary>Makes a restart keep the share that is in force.</summary>
    /// <returns>The file that could not be written and why, or <see langword="null"/>.</returns>
    Task<string?> KeepAsync(TrafficShare inForce, CancellationToken cancellationToken);
}
