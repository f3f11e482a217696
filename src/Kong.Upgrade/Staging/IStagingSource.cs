namespace Kong.Upgrade.Staging;

/// <summary>Makes tests out of what is found when staging begins: the configuration, recorded traffic.</summary>
internal interface IStagingSource
{
    /// <summary>What it is, in words; part of the plan's fingerprint.</summary>
    string Name { get; }

    /// <summary>Reads what it reads and makes the tests. What could not be read is in <see cref="SourcedTests.Troubles"/>, never left out in silence.</summary>
    Task<SourcedTests> PrepareAsync(StagingTarget target, CancellationToken cancellationToken);
}
