using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>What nginx writes in the splitter's format (<see cref="Traffic.Nginx.NginxBlocks.Log"/>), into a file or to syslog.</summary>
internal sealed class NginxLine(LogNodes nodes) : ILogFormat
{
    private const int ClientWentAway = 499;

    // Date, host and tag of a syslog header are shorter than this.
    private const int LongestHeader = 300;

    public string Balancer => "nginx";

    public LineKind Parse(ReadOnlySpan<byte> line, out LoggedRequest request)
    {
        request = default;
        LineReader reader = new(WithoutHeader(line));
        long at = reader.Milliseconds();
        ClusterSide side = Side(reader.Word());
        ReadOnlySpan<byte> by = reader.Word();
        long status = reader.Number(), took = reader.Milliseconds();
        ReadOnlySpan<byte> node = First(reader.Quoted()), answer = First(reader.Quoted());
        if (!reader.IsAtEnd || side is ClusterSide.Unknown) return LineKind.Foreign;
        if (by.SequenceEqual("tester"u8) || IsNone(node)) return LineKind.Nothing;
        if (!by.SequenceEqual("share"u8) || Outcome(answer, status) is not { } outcome || nodes.Find(side, node) is not { } place) return LineKind.Foreign;
        request = new(at, (int)Math.Min(took, int.MaxValue), place, outcome);
        return LineKind.Request;
    }

    private static ReadOnlySpan<byte> WithoutHeader(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != '<') return line;
        int tag = line[..Math.Min(line.Length, LongestHeader)].IndexOf("kong_upgrade: "u8);
        return tag < 0 ? [] : line[(tag + "kong_upgrade: "u8.Length)..];
    }

    private static ClusterSide Side(ReadOnlySpan<byte> upstream) =>
        upstream.SequenceEqual("kong_upgrade_green"u8) ? ClusterSide.Green : upstream.SequenceEqual("kong_upgrade_blue"u8) ? ClusterSide.Blue : ClusterSide.Unknown;

    /// <summary>nginx lists tries as <c>a, b</c>, and those after an internal redirect as <c>a : b</c> (kong-facts 12.6 no. 7).</summary>
    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> list)
    {
        int comma = list.IndexOf(", "u8), colon = list.IndexOf(" : "u8);
        int end = comma < 0 ? colon : colon < 0 ? comma : Math.Min(comma, colon);
        return end < 0 ? list : list[..end];
    }

    private static LoggedOutcome? Outcome(ReadOnlySpan<byte> answer, long status)
    {
        if (IsNone(answer)) return status == ClientWentAway ? LoggedOutcome.Answered : LoggedOutcome.Failed;
        LineReader number = new(answer);
        long code = number.Number();
        return number.IsAtEnd ? LogStatus.Outcome(code) : null;
    }

    private static bool IsNone(ReadOnlySpan<byte> text) => text.IsEmpty || text.SequenceEqual("-"u8);
}
