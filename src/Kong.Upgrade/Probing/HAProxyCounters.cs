using System.Globalization;

namespace Kong.Upgrade.Probing;

/// <summary>
/// What HAProxy counted for one server since it started. Seen on 2.6.12, with every kind of failure: <c>stot</c> counts each try at the server; <c>hrsp_*</c> an answer that was
/// passed on, not one that the shield hid; <c>wredis</c> a try that failed and was repeated elsewhere, whatever it failed by (<c>wretr</c>, <c>econ</c> and <c>eresp</c> count some of these
/// and not others); a connection that the server closed without an answer, and that could not be repeated, is in none of them: those are what is left over.
/// </summary>
/// <param name="Server">Its name.</param>
/// <param name="Tries">Tries, those under way too.</param>
/// <param name="Open">Tries under way.</param>
/// <param name="Answers">Answers passed on.</param>
/// <param name="Errors">Of these, 500 to 599.</param>
/// <param name="Moved">Tries that failed and were repeated elsewhere.</param>
/// <param name="Aborted">Tries that the client gave up.</param>
internal sealed record HAProxyCounters(string Server, long Tries, long Open, long Answers, long Errors, long Moved, long Aborted)
{
    private static readonly string[] answers = ["hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other"];

    /// <summary>Tries that ended without an answer to anybody: at least so many, for an answer whose end is still on its way is counted twice.</summary>
    public long Broken => Math.Max(0, Tries - Open - Answers - Moved - Aborted);

    public static HAProxyCounters? Parse(string[] names, string line)
    {
        // Names and numbers come first; free text that may hold commas comes after them, but for the texts of checks, which are quoted then.
        string[] fields = [.. Fields(line)];
        string? Field(string name) => Array.IndexOf(names, name) is >= 0 and int at && at < fields.Length ? fields[at] : null;
        long? Number(string name) => Field(name) is not { } text ? null : text.Length == 0 ? 0 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
        long?[] read = [Number("stot"), Number("scur"), answers.Sum(Number), Number("hrsp_5xx"), Number("wredis"), Number("cli_abrt")];
        return Field("svname") is { } server && read.All(n => n is not null) && answers.All(n => Number(n) is not null)
            ? new(server, read[0]!.Value, read[1]!.Value, read[2]!.Value, read[3]!.Value, read[4]!.Value, read[5]!.Value) : null;
    }

    /// <summary>Whether a counter that only rises has fallen.</summary>
    public bool IsBehind(HAProxyCounters then) => Tries < then.Tries || Answers < then.Answers || Errors < then.Errors || Moved < then.Moved || Aborted < then.Aborted;

    private static IEnumerable<string> Fields(string line)
    {
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            yield return line[start..i].Trim('"');
            start = i + 1;
        }
    }
}
