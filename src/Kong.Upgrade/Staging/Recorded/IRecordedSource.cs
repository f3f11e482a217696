namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Where recorded requests come from.</summary>
internal interface IRecordedSource
{
    /// <summary>What it is, in words.</summary>
    string Name { get; }

    /// <summary>What a place in it counts: <c>line</c>, <c>byte</c> or <c>request</c>.</summary>
    string Unit { get; }

    /// <summary>Whether somebody wrote the requests by hand: then credentials in them are meant.</summary>
    bool IsWritten { get; }

    /// <summary>Puts everything that it has into the sink.</summary>
    /// <returns>Why it could not be read to its end; <see langword="null"/> when it could.</returns>
    Task<string?> ReadAsync(RecordedSink sink, CancellationToken cancellationToken);
}
