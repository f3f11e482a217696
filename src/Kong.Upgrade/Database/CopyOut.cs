using System.Buffers.Binary;

namespace Kong.Upgrade.Database;

/// <summary>Reads the binary format of COPY … TO STDOUT with one column: PostgreSQL's fastest way out, and nothing is made of a row but its bytes.</summary>
internal sealed class CopyOut(Stream stream)
{
    private const int SignatureAndFlags = 15, Extension = 4, Columns = 2, Length = 4;
    private const short End = -1;

    private byte[] buffer = new byte[64 * 1024];
    private int start, end;

    /// <summary>Hands out row by row; the bytes are valid until the next one.</summary>
    public async Task ReadAsync(Action<ReadOnlyMemory<byte>> row, CancellationToken cancellationToken)
    {
        await NeedAsync(SignatureAndFlags + Extension, cancellationToken).ConfigureAwait(false);
        int extension = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start + SignatureAndFlags));
        await SkipAsync(SignatureAndFlags + Extension + extension, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await NeedAsync(Columns, cancellationToken).ConfigureAwait(false);
            if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(start)) == End) break;
            await NeedAsync(Columns + Length, cancellationToken).ConfigureAwait(false);
            int length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start + Columns));
            start += Columns + Length;
            await NeedAsync(Math.Max(length, 0), cancellationToken).ConfigureAwait(false);
            if (length >= 0) row(buffer.AsMemory(start, length));
            start += Math.Max(length, 0);
        }
        start += Columns;
        // The stream ends by itself after its last word; one that is left unread keeps the connection busy.
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0) { }
    }

    private async Task SkipAsync(int count, CancellationToken cancellationToken)
    {
        await NeedAsync(count, cancellationToken).ConfigureAwait(false);
        start += count;
    }

    private async ValueTask NeedAsync(int count, CancellationToken cancellationToken)
    {
        if (end - start >= count) return;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (count > buffer.Length) Array.Resize(ref buffer, Math.Max(count, buffer.Length * 2));
        while (end < count)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("PostgreSQL ended the copy in the middle of a row.");
            end += read;
        }
    }
}
