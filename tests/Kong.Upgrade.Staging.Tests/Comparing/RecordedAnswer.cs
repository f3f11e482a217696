using System.Globalization;
using System.Text;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Staging.Tests.Comparing;

/// <summary>An answer of a real node, read from its recording: a line about the request, the head, an empty line, the body.</summary>
internal sealed class RecordedAnswer
{
    private readonly string status;
    private readonly KeyValuePair<string, string>[] headers;
    private readonly string body;

    private RecordedAnswer(string text)
    {
        int end = text.IndexOf("\n\n", StringComparison.Ordinal);
        string[] lines = text[..end].Split('\n');
        Node = new("http://" + lines[0].Split(' ')[2].Split('/')[0]);
        status = lines[1].Split(' ')[1];
        headers = [.. lines[2..].Select(l => l.Split(": ", 2)).Select(l => KeyValuePair.Create(l[0], l[1]))];
        body = text[(end + 2)..];
    }

    /// <summary>Where the node listened.</summary>
    public Uri Node { get; }

    public static RecordedAnswer Read(string file) => new(Recordings.Read(file).ReplaceLineEndings("\n"));

    /// <summary>The answer as the node would give it once more: a correlation id counts, and the balancer goes to the other target.</summary>
    /// <param name="turn">Which time it is asked.</param>
    public StagingAnswer Again(int turn) => new()
    {
        Status = int.Parse(status, CultureInfo.InvariantCulture),
        Headers = [.. headers.Select(h => KeyValuePair.Create(h.Key, Counted(h.Value, turn)))],
        Body = Encoding.UTF8.GetBytes(Counted(turn % 2 == 0 ? body : Swapped(body), turn)),
    };

    // Ids of requests: the plugin's counter, and Kong's own of 32 digits.
    private string Counted(string text, int turn) => headers.Where(h => h.Key is "X-Lab-Id" or "X-Kong-Request-Id").Aggregate(text, (rest, id) =>
        rest.Replace(id.Value, id.Value[..30] + turn.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static string Swapped(string body) => body.Contains("\"two\"", StringComparison.Ordinal)
        ? body.Replace("\"two\"", "\"one\"", StringComparison.Ordinal).Replace(":19992", ":19991", StringComparison.Ordinal)
        : body.Replace("\"one\"", "\"two\"", StringComparison.Ordinal).Replace(":19991", ":19992", StringComparison.Ordinal);
}
