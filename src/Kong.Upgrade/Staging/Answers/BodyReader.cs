using System.Buffers;
using System.IO.Compression;

namespace Kong.Upgrade.Staging.Answers;

/// <summary>Reads a body as far as it is compared, decompressed, in memory that does not grow beyond that.</summary>
internal static class BodyReader
{
    private const int First = 4096;

    /// <param name="stream">The body.</param>
    /// <param name="encoding">Its <c>Content-Encoding</c>.</param>
    /// <param name="most">How many bytes are read at most.</param>
    /// <param name="deadline">Ends the reading; what came until then is returned.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What was read, and whether there was more or the end did not come.</returns>
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadAsync(Stream stream, string? encoding, int most, CancellationToken deadline, CancellationToken cancellationToken)
    {
        Stream plain = Decompressed(stream, encoding);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(First, most + 1));
        int length = 0;
        try
        {
            while (length <= most)
            {
                if (length == buffer.Length) buffer = Grown(buffer, most);
                int read = await plain.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, most + 1) - length), deadline).ConfigureAwait(false);
                if (read == 0) return (buffer.AsSpan(0, length).ToArray(), false);
                length += read;
            }
            return (buffer.AsSpan(0, most).ToArray(), true);
        }
        // The node hung up, or the end did not come in time (a stream of events has none), or what it called gzip is none: what came is compared.
        catch (Exception failure) when (failure is IOException or HttpRequestException or InvalidDataException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (buffer.AsSpan(0, Math.Min(length, most)).ToArray(), true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (plain != stream) await plain.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static Stream Decompressed(Stream stream, string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true),
        _ => stream,
    };

    private static byte[] Grown(byte[] buffer, int most)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, most + 1L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
