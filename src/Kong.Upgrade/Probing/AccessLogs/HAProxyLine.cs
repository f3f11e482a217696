using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>What HAProxy sends in the splitter's format (<see cref="AccessLogLines"/>), which may follow somebody's own on the same line.</summary>
/// <remarks>
/// Seen on 2.6.12: a request that was tried again says how often, and who answered in the end, not who failed. In the splitter's map mode the rules tell which node green's first
/// try went to, and whatever is tried again goes to blue, so green's failures are known. Who refused one of blue's, or any with weights, is not known.
/// </remarks>
internal sealed class HAProxyLine : ILogFormat
{
    // Of syslog's severities those that HAProxy gives to what is no request; a request that failed may be an error (3), any other is information (6).
    private const long Emergency = 0, Alert = 1, Warning = 4, Notice = 5;

    private readonly LogNodes nodes;
    private readonly short[] green;
    private readonly short blueThatFailed;
    private readonly byte[] backend;
    private readonly bool hasRules;

    public HAProxyLine(HAProxyOptions options, LogNodes nodes)
    {
        this.nodes = nodes;
        (backend, hasRules) = (System.Text.Encoding.UTF8.GetBytes(options.Backend), options.Mode is HAProxyMode.Map);
        green = [.. options.Green.Select(n => Place(ClusterSide.Green, n))];
        blueThatFailed = options.Blue.Count == 1 ? Place(ClusterSide.Blue, options.Blue[0]) : nodes.Add(ClusterSide.Blue, $"one of {string.Join(", ", options.Blue)}")!.Value;
    }

    public string Balancer => "HAProxy";

    public LineKind Parse(ReadOnlySpan<byte> line, out LoggedRequest request)
    {
        request = default;
        // What users send may stand before ours, never behind it.
        int ours = line.LastIndexOf("kong_upgrade "u8);
        if (ours < 0) return IsNoRequest(line) ? LineKind.Nothing : LineKind.Foreign;
        LineReader reader = new(line[(ours + "kong_upgrade "u8.Length)..]);
        long at = reader.Number();
        ReadOnlySpan<byte> where = reader.Word(), server = reader.Word(), side = reader.Word(), node = reader.Word(), by = reader.Word();
        long status = reader.SignedNumber(), tries = reader.SignedNumber();
        ReadOnlySpan<byte> end = reader.Word();
        long took = reader.SignedNumber();
        if (!reader.IsAtEnd || end.Length != 2) return LineKind.Foreign;
        if (!where.SequenceEqual(backend) || by.SequenceEqual("tester"u8)) return LineKind.Nothing;
        if (Find(server) is not { } answered || HAProxyEnd.Outcome(end, status) is not { } outcome) return LineKind.Nothing;
        bool isGreen = side.SequenceEqual("green"u8);
        short first = tries == 0 || !hasRules ? answered : isGreen ? FirstGreen(node) : blueThatFailed;
        if (first < 0) return LineKind.Foreign;
        request = new(at, (int)Math.Min(took, int.MaxValue), first, tries == 0 || !hasRules ? outcome : LoggedOutcome.Failed);
        return tries == 0 || hasRules ? LineKind.Request : LineKind.RequestOfUnknownFirst;
    }

    private short Place(ClusterSide side, string name) => nodes.Find(side, System.Text.Encoding.UTF8.GetBytes(name))!.Value;

    private short? Find(ReadOnlySpan<byte> server) => nodes.Find(ClusterSide.Blue, server) ?? nodes.Find(ClusterSide.Green, server);

    private short FirstGreen(ReadOnlySpan<byte> number)
    {
        LineReader reader = new(number);
        long place = reader.Number();
        return reader.IsAtEnd && place < green.Length ? green[place] : (short)-1;
    }

    /// <summary>
    /// What HAProxy says about itself, which is more urgent than a request (a reload stops frontends); and a connection that never came to a request, TLS that a port scanner
    /// does not speak for example, which has a format of its own: <c>ADDRESS [DATE] FRONTEND/LISTENER: what went wrong</c>.
    /// </summary>
    private static bool IsNoRequest(ReadOnlySpan<byte> line)
    {
        int close = line.IndexOf((byte)'>'), date = line.LastIndexOf("] "u8);
        if (close < 2 || line[0] != '<') return false;
        LineReader priority = new(line[1..close]);
        if ((priority.Number() & 7) is Emergency or Alert or Warning or Notice) return true;
        ReadOnlySpan<byte> rest = date < 0 ? [] : line[(date + 2)..];
        int space = rest.IndexOf((byte)' ');
        return space > 0 && rest[space - 1] == ':' && rest[..space].Contains((byte)'/');
    }
}
