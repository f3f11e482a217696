using System.IO.Compression;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Requests in a file, packed with gzip or not.</summary>
internal sealed class RecordedFile : IRecordedSource
{
    private readonly string what, file;
    private readonly IRecordedFormat format;
    private readonly Func<Stream> open;

    public RecordedFile(string what, string file, IRecordedFormat format, string unit, Func<Stream>? open = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        (this.what, this.file, this.format, Unit) = (what, file, format, unit);
        this.open = open ?? (() => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan));
    }

    /// <summary>What else decides how the file is understood; part of the name.</summary>
    public string? Settings { get; init; }

    public bool IsWritten { get; init; }

    public string Unit { get; }

    public string Name => Settings is null ? $"{what} {file}" : $"{what} {file} of the format {Settings}";

    public async Task<string?> ReadAsync(RecordedSink sink, CancellationToken cancellationToken)
    {
        try
        {
            // Nothing is written: there is nothing to wait for when they are closed.
            using Stream raw = open();
            using PeekedStream peeked = await PeekedStream.OfAsync(raw, cancellationToken).ConfigureAwait(false);
            using Stream? unpacked = peeked.IsGzip ? new GZipStream(peeked, CompressionMode.Decompress, leaveOpen: true) : null;
            await format.ReadAsync(unpacked ?? peeked, sink, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            return $"it cannot be read: {failure.Message} Check that the file is there, whole, and may be read by this process.";
        }
    }
}
