namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Understands one kind of file. Keeps nothing between two readings.</summary>
internal interface IRecordedFormat
{
    /// <summary>Reads to the end. Content that it does not understand is told to the sink and never thrown.</summary>
    Task ReadAsync(Stream stream, RecordedSink sink, CancellationToken cancellationToken);
}
