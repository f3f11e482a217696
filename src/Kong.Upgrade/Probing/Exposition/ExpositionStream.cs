using System.Buffers;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Reads an exposition from a stream in pooled blocks; memory does not depend on its length.</summary>
internal static class ExpositionStream
{
    private const int Block = 1 << 16;

    /// <summary>Shows a visitor every line.</summary>
    /// <param name="stream">From where it stands to its end. It is not closed.</param>
    /// <param name="visitor">It is shown lines as they come: some of them too if the reading fails.</param>
    /// <param name="isOpenMetrics">Which of the two formats it is.</param>
    /// <param name="limits">How much is taken.</param>
    /// <param name="cancellationToken">Cancels the next read of the stream.</param>
    /// <returns>The visitor, for one that is a struct has been copied.</returns>
    /// <exception cref="ExpositionException">The text is malformed or larger than the limits allow.</exception>
    public static async ValueTask<TVisitor> ReadAsync<TVisitor>(Stream stream, TVisitor visitor, bool isOpenMetrics, ExpositionLimits limits, CancellationToken cancellationToken)
        where TVisitor : IExpositionVisitor
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(Math.Min(Block, limits.LineBytes));
        try
        {
            ExpositionReaderState state = new(isOpenMetrics);
            (int held, long total) = (0, 0);
            for (bool isFinal = false; !isFinal;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = await stream.ReadAsync(block.AsMemory(held), cancellationToken).ConfigureAwait(false);
                (isFinal, held, total) = (read == 0, held + read, total + read);
                if (total > limits.TextBytes) throw new ExpositionException(state.LinesRead + 1, 1, $"the text is longer than the {limits.TextBytes} bytes that are taken.");
                // Whoever sends single bytes is not read anew for each.
                if (!isFinal && !block.AsSpan(held - read, read).Contains((byte)'\n') && held < block.Length) continue;
                int consumed = Show(block.AsSpan(0, held), isFinal, ref state, ref visitor, limits);
                block.AsSpan(consumed, held - consumed).CopyTo(block);
                held -= consumed;
                if (held == block.Length) block = Grown(block);
            }
            return visitor;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static int Show<TVisitor>(ReadOnlySpan<byte> text, bool isFinal, ref ExpositionReaderState state, ref TVisitor visitor, ExpositionLimits limits)
        where TVisitor : IExpositionVisitor
    {
        ExpositionReader reader = new(text, isFinal, state);
        while (reader.Read())
        {
            if (reader.LineBytes > limits.LineBytes) throw TooLong(reader.LineNumber, limits);
            visitor.Visit(in reader);
        }
        state = reader.CurrentState;
        int consumed = (int)reader.BytesConsumed;
        return text.Length - consumed <= limits.LineBytes ? consumed : throw TooLong(state.LinesRead + 1, limits);
    }

    private static byte[] Grown(byte[] block)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(block.Length * 2);
        block.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(block);
        return larger;
    }

    private static ExpositionException TooLong(long line, ExpositionLimits limits) => new(line, limits.LineBytes + 1L, $"the line is longer than the {limits.LineBytes} bytes that are taken.");
}
