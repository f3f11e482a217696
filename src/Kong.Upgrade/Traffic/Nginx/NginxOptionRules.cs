using System.Text.RegularExpressions;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>What nginx takes, and what could break out of its configuration.</summary>
internal static partial class NginxOptionRules
{
    /// <summary>nginx counts <c>split_clients</c> in hundredths of a percent.</summary>
    public const int SplitClientsStep = 100;

    private const string Breaking = "\"'\\{};";

    private static readonly int[] statusesOfNextUpstream = [403, 404, 429, 500, 502, 503, 504];

    public static IEnumerable<string> Problems(NginxOptions options) =>
    [
        .. Path(nameof(options.IncludeFile), options.IncludeFile),
        .. Nodes(nameof(options.Blue), options.Blue), .. Nodes(nameof(options.Green), options.Green),
        .. options.Blue.Intersect(options.Green, StringComparer.OrdinalIgnoreCase).Select(node => $"{node} is in {nameof(options.Blue)} and in {nameof(options.Green)}; a node belongs to one side."),
        .. Key(options.Key), .. Header(options.TesterHeader), .. Rest(options),
        .. options.ConfigurationFile is { } file ? Path(nameof(options.ConfigurationFile), file) : [],
        .. options.Prefix is { } prefix ? Path(nameof(options.Prefix), prefix) : [],
        .. options.AccessLog is { } log ? Path(nameof(options.AccessLog), log) : [],
    ];

    private static IEnumerable<string> Nodes(string option, IReadOnlyList<string> nodes)
    {
        if (nodes.Count == 0) yield return $"{option} is empty; it must name at least one node as host:port.";
        foreach (string node in nodes)
            if (!Node().IsMatch(node) || !ushort.TryParse(node.AsSpan(node.LastIndexOf(':') + 1), out ushort port) || port == 0)
                yield return $"{option} holds '{node}'; a node is host:port, such as 10.0.0.5:8000, kong-a:8000 or [::1]:8000.";
        foreach (string twice in nodes.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"{option} names {twice} more than once.";
    }

    private static IEnumerable<string> Key(string key)
    {
        if (!Variable().IsMatch(key)) yield return $"{nameof(NginxOptions.Key)} is '{key}'; it must hold at least one of nginx's variables, such as $request_id: without one all requests would go to the same side.";
        if (key.Length > 256 || key.Any(c => char.IsControl(c) || Breaking.Contains(c, StringComparison.Ordinal))) yield return $"{nameof(NginxOptions.Key)} must have at most 256 characters and no quotes, backslashes, braces, semicolons or line breaks.";
        if (key.Contains("$kong_upgrade", StringComparison.Ordinal)) yield return $"{nameof(NginxOptions.Key)} must not use the splitter's own variables.";
    }

    private static IEnumerable<string> Header(string? header)
    {
        if (header is not null && !HeaderName().IsMatch(header)) yield return $"{nameof(NginxOptions.TesterHeader)} is '{header}'; a header's name here has letters, digits and hyphens (nginx drops headers with underscores).";
    }

    private static IEnumerable<string> Path(string option, string path)
    {
        if (!System.IO.Path.IsPathFullyQualified(path)) yield return $"{option} is '{path}'; it must be an absolute path.";
        if (path.Any(c => char.IsControl(c) || "\"'\\{};$*?[]#".Contains(c, StringComparison.Ordinal))) yield return $"{option} must not hold quotes, backslashes, braces, brackets, line breaks or any of ; $ * ? #.";
    }

    private static IEnumerable<string> Rest(NginxOptions options)
    {
        if (!Enum.IsDefined(options.Mode)) yield return $"{nameof(options.Mode)} is {options.Mode}; it must be one of {string.Join(", ", Enum.GetNames<NginxMode>())}.";
        if (options.Mirror.PartsPerMillion % SplitClientsStep != 0) yield return $"{nameof(options.Mirror)} is {options.Mirror}; nginx counts it in hundredths of a percent.";
        foreach (int status in options.ShieldedStatuses.Except(statusesOfNextUpstream)) yield return $"{nameof(options.ShieldedStatuses)} holds {status}; nginx knows {string.Join(", ", statusesOfNextUpstream)} there.";
        if (string.IsNullOrWhiteSpace(options.Executable)) yield return $"{nameof(options.Executable)} must name nginx's executable.";
        if (options.ControlPort is < 1 or > 65535) yield return $"{nameof(options.ControlPort)} is {options.ControlPort}; it must be 1 to 65535.";
        if (options.AccessLogPort is < 1 or > 65535) yield return $"{nameof(options.AccessLogPort)} is {options.AccessLogPort}; it must be 1 to 65535.";
        if (options.LingerAtMost <= TimeSpan.Zero) yield return $"{nameof(options.LingerAtMost)} is {options.LingerAtMost}; it must be more than zero.";
    }

    [GeneratedRegex(@"^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?):[0-9]{1,5}\z")]
    private static partial Regex Node();

    [GeneratedRegex(@"\$[A-Za-z_]")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z")]
    private static partial Regex HeaderName();
}
