using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Finds what is wrong with options. Names and paths end up in commands and configuration lines, so nothing may stand in them that means something there.</summary>
internal sealed partial class HAProxyOptionsCheck(HAProxyOptions options)
{
    // sun_path holds 108 bytes, the last of which is 0.
    private const int LongestSocketPath = 107;

    private static readonly int[] repeatable = [401, 403, 404, 408, 425, 429, 500, 501, 502, 503, 504];

    public IEnumerable<string> Problems() => [.. Address(), .. Servers(), .. Mode(), .. Shield(), .. Log(), .. Time()];

    private IEnumerable<string> Address()
    {
        if (RuntimeAddress.Parse(options.Socket) is null) yield return $"{nameof(options.Socket)} is '{options.Socket}'; it must be the absolute path of a stats socket, or host:port.";
        else if (Encoding.UTF8.GetByteCount(options.Socket) > LongestSocketPath) yield return $"{nameof(options.Socket)} is longer than the {LongestSocketPath} bytes that a socket's path may have.";
        if (!Name().IsMatch(options.Backend)) yield return $"{nameof(options.Backend)} is '{options.Backend}'; it must be the name of a backend (letters, digits, '-', '_', '.', ':').";
    }

    private IEnumerable<string> Servers()
    {
        foreach ((string side, IReadOnlyList<string> names) in ((string, IReadOnlyList<string>)[])[(nameof(options.Blue), options.Blue), (nameof(options.Green), options.Green)])
        {
            if (names.Count == 0) yield return $"{side} must name at least one server.";
            foreach (string name in names.Where(n => !Name().IsMatch(n))) yield return $"{side} holds '{name}'; a server's name has letters, digits, '-', '_', '.' and ':' only.";
            foreach (string name in names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"{side} holds '{name}' twice.";
        }
        foreach (string name in options.Blue.Intersect(options.Green)) yield return $"'{name}' stands in {nameof(options.Blue)} and in {nameof(options.Green)}; a server belongs to one side.";
    }

    private IEnumerable<string> Mode() => options.Mode switch
    {
        HAProxyMode.Weights => Weights(),
        HAProxyMode.Map => Map(),
        _ => [$"{nameof(options.Mode)} is {(int)options.Mode}; there are {HAProxyMode.Weights} and {HAProxyMode.Map}."],
    };

    private IEnumerable<string> Weights()
    {
        (string Name, bool IsSet)[] ofMap = [(nameof(options.MapFile), options.MapFile is not null), (nameof(options.Key), options.Key is not null), (nameof(options.TesterHeader), options.TesterHeader is not null), (nameof(options.Shield), options.Shield)];
        foreach ((string name, _) in ofMap.Where(o => o.IsSet)) yield return $"{name} needs {nameof(options.Mode)} {HAProxyMode.Map}.";
        if (options.ServerStateFile is { } file && !FilePath().IsMatch(file)) yield return Unfit(nameof(options.ServerStateFile), file);
    }

    private IEnumerable<string> Map()
    {
        if (options.MapFile is null) yield return $"{nameof(options.MapFile)} is needed in {nameof(options.Mode)} {HAProxyMode.Map}.";
        else if (!FilePath().IsMatch(options.MapFile)) yield return Unfit(nameof(options.MapFile), options.MapFile);
        if (options.ServerStateFile is not null) yield return $"{nameof(options.ServerStateFile)} needs {nameof(options.Mode)} {HAProxyMode.Weights}; {nameof(options.MapFile)} keeps the share here.";
        if (options.Key is { } key && !Sample().IsMatch(key)) yield return $"{nameof(options.Key)} is '{key}'; it must be one of HAProxy's samples without spaces or quotes, such as src or req.cook(session).";
        if (options.TesterHeader is { } header && !Header().IsMatch(header)) yield return $"{nameof(options.TesterHeader)} is '{header}'; it must be the name of a header (letters, digits, '-', '_').";
    }

    private IEnumerable<string> Shield() =>
        options.ShieldedStatuses.Where(status => !repeatable.Contains(status)).Select(status => $"{nameof(options.ShieldedStatuses)} holds {status}; HAProxy can repeat after {string.Join(", ", repeatable)}.");

    private IEnumerable<string> Log()
    {
        if (options.AccessLogPort is < 1 or > 65535) yield return $"{nameof(options.AccessLogPort)} is {options.AccessLogPort}; it must be 1 to 65535.";
    }

    private IEnumerable<string> Time()
    {
        if (options.AnswerWithin <= TimeSpan.Zero || options.AnswerWithin > TimeSpan.FromHours(1)) yield return $"{nameof(options.AnswerWithin)} is {options.AnswerWithin}; it must be more than zero and at most an hour.";
    }

    private static string Unfit(string name, string path) => $"{name} is '{path}'; it must be an absolute path of letters, digits, '/', '-', '_', '.', '@' and '+'.";

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A/[A-Za-z0-9_.@+/-]+\z")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9_.,():/-]*\z")]
    private static partial Regex Sample();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex Header();
}
