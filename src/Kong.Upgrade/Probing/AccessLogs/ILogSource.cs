namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Where lines come from. Called by one thread at a time, with the store's gate held.</summary>
internal interface ILogSource : IDisposable
{
    /// <summary>What should be told before anything is read: a window that does not follow the one before is asked about.</summary>
    /// <param name="window">The window.</param>
    /// <param name="readUntil">Where the last one that was answered ended.</param>
    /// <returns>Why it cannot be answered; <see langword="null"/> when it can.</returns>
    string? Seek(ProbeWindow window, DateTimeOffset? readUntil);

    /// <summary>Takes in what came since the last time.</summary>
    /// <returns>Why what the store has now is not all there was; <see langword="null"/> when it is.</returns>
    string? Collect(CancellationToken cancellationToken);

    /// <summary>Says where lines came from that were not understood, and what to do.</summary>
    string AboutForeign();
}
