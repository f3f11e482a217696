using System.Text.RegularExpressions;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Which nodes an nginx sends its users to that knows others than the options name: after one upgrade, its green is the next one's blue.</summary>
internal static partial class NginxRunningNodes
{
    /// <summary>Why all blue, as the options have it, is not where users are now; <see langword="null"/> when it is.</summary>
    public static string? WhyNotBlue(NginxOptions options, NginxAnswer running)
    {
        string text = NginxFile.Read(options.IncludeFile) ?? "";
        if (!text.Contains($"generation={running.Generation} ", StringComparison.Ordinal)) return Sentence(options, running, "nobody knows which");
        string[] blue = Nodes(text, "blue"), green = Nodes(text, "green");
        string[] serving = running.Share == TrafficShare.AllGreen ? green : running.Share == TrafficShare.AllBlue ? blue : [.. blue, .. green];
        return serving.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(options.Blue) ? null : Sentence(options, running, string.Join(", ", serving));
    }

    private static string Sentence(NginxOptions options, NginxAnswer running, string serving) =>
        $"nginx has another configuration of the splitter, with other nodes: green has {running.Share?.ToString() ?? "an unknown share"} there, and users are on {serving}. The options would move them all to {string.Join(", ", options.Blue)}. If that is meant, set a share of {TrafficShare.AllBlue}; otherwise mend the options.";

    private static string[] Nodes(string text, string side) =>
        [.. Server().Matches(Regex.Match(text, $"upstream kong_upgrade_{side} {{[^}}]*}}").Value).Select(m => m.Groups["node"].Value)];

    [GeneratedRegex("server (?<node>[^ ;]+) max_fails=0;")]
    private static partial Regex Server();
}
