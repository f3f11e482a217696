namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Requests in an access log.</summary>
internal sealed class NginxLog(NginxLogFormat format) : IRecordedFormat
{
    public Task ReadAsync(Stream stream, RecordedSink sink, CancellationToken cancellationToken)
    {
        Draft draft = new();
        NginxLogLine parser = new(format);
        return LineStream.ReadAsync(stream, (line, number, isTooLong) =>
        {
            if (isTooLong) sink.AddUnreadable(number, $"it is longer than {LineStream.LongestLine / 1024} KiB");
            else if (line.Length > 0)
            {
                draft.Clear();
                parser.Read(line, draft);
                sink.Add(draft, number);
            }
        }, cancellationToken);
    }
}
