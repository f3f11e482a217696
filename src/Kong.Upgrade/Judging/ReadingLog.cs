using System.Buffers;
using System.IO.Compression;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Judging;

/// <summary>Readings as one short line of text, exact in all that is judged: what a journal keeps, so that a judge can go on after a crash, and be asked again with other settings.</summary>
internal static class ReadingLog
{
    public static string Write(IReadOnlyList<(int Probe, ProbeReading Reading)> readings)
    {
        using ReadingWriter writer = new();
        writer.Add(readings);
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(writer.Bytes.Length)];
        return BrotliEncoder.TryCompress(writer.Bytes, packed, out int written, quality: 4, window: 18)
            ? Convert.ToBase64String(packed, 0, written) : throw new InvalidOperationException($"{writer.Bytes.Length} bytes of readings could not be packed.");
    }

    /// <exception cref="FormatException">It is something else, or of a newer version of the library.</exception>
    public static IReadOnlyList<(int Probe, ProbeReading Reading)> Read(string text)
    {
        try
        {
            using BrotliStream unpacked = new(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            using MemoryStream bytes = new();
            unpacked.CopyTo(bytes);
            using ReadingReader reader = new(bytes.ToArray());
            return reader.All();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or EndOfStreamException)
        {
            throw new FormatException($"The evidence '{text[..Math.Min(text.Length, 40)]}…' of the journal cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
