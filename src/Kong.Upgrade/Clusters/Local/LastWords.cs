using System.Text;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>What a node wrote into its error log since a moment: its own account of its trouble, secrets taken out.</summary>
internal sealed class LastWords
{
    private const int MostBytes = 16 * 1024;
    private const int Lines = 20;
    private const int Width = 400;

    private readonly NodePlan plan;
    private readonly string file;
    private readonly long from;

    private LastWords(NodePlan plan)
    {
        (this.plan, file) = (plan, plan.ErrorLog);
        from = Length();
    }

    /// <summary>Remembers where the log ends now.</summary>
    public static LastWords From(NodePlan plan) => new(plan);

    /// <summary>One sentence with the last lines; what was written before counts only when nothing was written since.</summary>
    public string Tell()
    {
        if (!plan.IsErrorLogAFile) return $"Its error log goes to {file}, which cannot be read again.";
        try
        {
            string[] lines = [.. Tail().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(Lines).Select(l => l.Length > Width ? l[..Width] + "…" : l)];
            return lines.Length == 0 ? $"{file} says nothing." : $"{file} ends with:\n{string.Join('\n', lines)}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read ({failure.Message}).";
        }
    }

    private string Tail()
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // A log that is shorter than it was is another one.
        long since = stream.Length > from ? from : 0;
        stream.Position = Math.Max(since, stream.Length - MostBytes);
        bool isCut = stream.Position > since;
        using StreamReader reader = new(stream, Encoding.UTF8);
        string text = reader.ReadToEnd();
        // The first line may have lost its beginning, and a secret its first letters with it.
        return plan.Secrets.RemoveFrom(isCut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text);
    }

    private long Length() => plan.IsErrorLogAFile && File.Exists(file) ? new FileInfo(file).Length : 0;
}
