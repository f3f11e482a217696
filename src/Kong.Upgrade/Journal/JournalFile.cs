using System.Text.Json;

namespace Kong.Upgrade.Journal;

/// <summary>The open file of a run: appends whole lines and notices when somebody else does.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream stream;
    private readonly string path;
    private readonly string runId;
    private readonly long fence;
    private readonly bool flushToDisk;
    private long end;

    public JournalFile(string path, long goodLength, string runId, long fence, bool flushToDisk)
    {
        (this.path, this.runId, this.fence, this.flushToDisk, end) = (path, runId, fence, flushToDisk, goodLength);
        stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // What a killed process left of its last line was never acted upon: it goes before the next line comes.
        if (stream.Length > goodLength) stream.SetLength(goodLength);
        stream.Position = goodLength;
    }

    public void Append(JournalEntry entry)
    {
        RequireOurs();
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(JournalLine.Of(entry, runId, fence), JournalJson.Default.JournalLine), (byte)'\n'];
        try
        {
            stream.Write(line);
            stream.Flush(flushToDisk);
            end += line.Length;
        }
        catch
        {
            // A line that is not known to be whole is taken back, so that the next does not grow onto it.
            TakeBack();
            throw;
        }
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Another runner, on a file system whose locks do not reach it, would have appended or moved the file (I6).</summary>
    private void RequireOurs()
    {
        FileInfo found = new(path);
        if (!found.Exists || found.Length != end)
            throw new JournalException(JournalProblem.LeaseLost, $"The journal {path} was {(found.Exists ? $"{end} bytes long and is {found.Length}" : "removed")}: another runner took it over. This one stops without a further effect.");
    }

    private void TakeBack()
    {
        try
        {
            stream.SetLength(end);
            stream.Position = end;
        }
        catch (IOException)
        {
            // The torn line stays; reading tolerates it as the last one.
        }
    }
}
