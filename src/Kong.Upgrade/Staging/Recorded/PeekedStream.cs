namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A stream whose first bytes were looked at: a mark of UTF-8 is left out, and gzip is noticed.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream rest;
    private readonly byte[] first;
    private int from, to;

    private PeekedStream(Stream rest, byte[] first, int length)
    {
        (this.rest, this.first, to) = (rest, first, length);
        if (first.AsSpan(0, length).StartsWith("\uFEFF"u8)) from = 3;
    }

    public bool IsGzip => first.AsSpan(0, to).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static async Task<PeekedStream> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] first = new byte[3];
        int length = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return new(stream, first, length);
    }

    public override int Read(byte[] buffer, int offset, int count) => from < to ? Peeked(buffer.AsSpan(offset, count)) : rest.Read(buffer, offset, count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        from < to ? Peeked(buffer.Span) : await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Peeked(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, to - from);
        first.AsSpan(from, length).CopyTo(buffer);
        from += length;
        return length;
    }
}
