using System.Text.RegularExpressions;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>What one worker of the running nginx says of itself.</summary>
/// <param name="Fingerprint">Of the static part that it has loaded.</param>
/// <param name="Nodes">Stands for the nodes of both sides that it knows.</param>
/// <param name="Generation">Which written include file it has loaded.</param>
/// <param name="Share">Its share; <see langword="null"/> when it cannot read it, and then it sends everything to blue.</param>
/// <param name="Worker">Its process.</param>
internal sealed partial record NginxAnswer(string Fingerprint, string Nodes, string Generation, TrafficShare? Share, int Worker)
{
    public static NginxAnswer? Parse(string text) => Line().Match(text) is { Success: true } match && int.TryParse(match.Groups["worker"].Value, out int worker)
        ? new(match.Groups["static"].Value, match.Groups["nodes"].Value, match.Groups["generation"].Value, NginxShareFile.Parse(match.Groups["share"].Value), worker)
        : null;

    [GeneratedRegex("^kong-upgrade static=(?<static>[0-9a-f]+) nodes=(?<nodes>[0-9a-f]+) generation=(?<generation>[0-9a-f]+) share=(?<share>[0-9a-z]+) worker=(?<worker>[0-9]+)\n")]
    private static partial Regex Line();
}
