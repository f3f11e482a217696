using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Migrations;

/// <summary>
/// A plain pg_dump in the form in which two of them are compared. Left out: comments, empty lines, the random words after <c>\restrict</c>, and the rows of tables
/// that nodes and commands write by themselves (<c>locks</c>, <c>cluster_events</c>, <c>ratelimiting_metrics</c>). The rows of each other table are
/// sorted, as an UPDATE moves a row. Everything else is compared as it is, time stamps included, unless a test leaves more out.
/// </summary>
internal static partial class Dump
{
    private static readonly string[] Volatile = ["locks", "cluster_events", "ratelimiting_metrics"];

    public static string Normalize(string dump)
    {
        List<string> lines = [];
        Table? table = null;
        foreach (string line in dump.Split('\n'))
        {
            if (line == "\\.")
            {
                lines.AddRange(Volatile.Contains(table!.Name) ? [] : table.Rows.Order(StringComparer.Ordinal));
                table = null;
            }
            else if (table is not null)
                table.Rows.Add(line);
            else if (!Noise().IsMatch(line))
            {
                lines.Add(line);
                table = Table.Of(line);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Without the moment at which a migration added the column, and without the bodies of functions, which this library words in its own way.</summary>
    public static string WithoutUpdateTimesAndBodies(string normalized)
    {
        Table? table = null;
        IEnumerable<string> lines = Body().Replace(normalized, "AS body;").Split('\n').Select(line =>
        {
            table = Table.Of(line) ?? (line.Contains('\t') ? table : null);
            return table?.Without("updated_at", line) ?? line;
        });
        return string.Join('\n', lines);
    }

    /// <summary>Only what describes the schema.</summary>
    public static string Schema(string normalized) => string.Join('\n', normalized.Split('\n').Where(line => !line.Contains('\t')));

    /// <summary>The rows of a table by their first column.</summary>
    public static Dictionary<string, string> Rows(string normalized, string name) => normalized.Split('\n')
        .SkipWhile(line => Table.Of(line)?.Name != name).Skip(1).TakeWhile(line => line.Contains('\t')).ToDictionary(line => line.Split('\t')[0]);

    [GeneratedRegex(@"^(--.*|\s*|\\(un)?restrict .*)$")]
    private static partial Regex Noise();

    [GeneratedRegex(@"AS (\$\w*\$).*?\1;", RegexOptions.Singleline)]
    private static partial Regex Body();

    private sealed partial record Table(string Name, string[] Columns)
    {
        public List<string> Rows { get; } = [];

        public static Table? Of(string line) => Copy().Match(line) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value.Split(", ")) : null;

        public string Without(string column, string line)
        {
            int index = Array.IndexOf(Columns, column);
            string[] values = line.Split('\t');
            if (index < 0 || values.Length != Columns.Length)
                return line;
            values[index] = "*";
            return string.Join('\t', values);
        }

        [GeneratedRegex(@"^COPY public\.(\S+) \((.*)\) FROM stdin;$")]
        private static partial Regex Copy();
    }
}
