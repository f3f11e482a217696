namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A file of requests that somebody wrote: request lines, headers below them, and lines of JSON.</summary>
internal sealed class RequestLines : IRecordedFormat
{
    public async Task ReadAsync(Stream stream, RecordedSink sink, CancellationToken cancellationToken)
    {
        RequestLinesState state = new(sink);
        await LineStream.ReadAsync(stream, state.Read, cancellationToken).ConfigureAwait(false);
        state.Close();
    }
}
