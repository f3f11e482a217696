using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing;

/// <summary>One request as the splitter's log format tells it.</summary>
/// <param name="At">When it was logged, which is when it ended.</param>
/// <param name="Side">Where it was sent.</param>
/// <param name="IsTester">Whether a tester chose the side.</param>
/// <param name="Node">The node that it was sent to first; <see langword="null"/> when it was sent to none.</param>
/// <param name="IsError">Whether that node failed.</param>
/// <param name="Took">Milliseconds.</param>
internal sealed partial record AccessLogLine(DateTimeOffset At, ClusterSide Side, bool IsTester, string? Node, bool IsError, double Took)
{
    private const string ClientWentAway = "499";

    public static AccessLogLine? Parse(string line)
    {
        if (Format().Match(line) is not { Success: true } match) return null;
        string node = First(match.Groups["nodes"].Value), answer = First(match.Groups["answers"].Value);
        return new(
            DateTimeOffset.UnixEpoch.AddSeconds(Number(match.Groups["at"])),
            match.Groups["side"].Value is "green" ? ClusterSide.Green : ClusterSide.Blue,
            match.Groups["by"].Value is "tester",
            node is "-" or "" ? null : node,
            answer is "-" or "" ? match.Groups["status"].Value != ClientWentAway : answer[0] == '5',
            Number(match.Groups["took"]) * 1000);
    }

    /// <summary>nginx lists tries as <c>a, b</c>, and those after an internal redirect as <c>a : b</c> (kong-facts 12.6 no. 7).</summary>
    private static string First(string list) => list.Split([", ", " : "], StringSplitOptions.None)[0];

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<at>[0-9]+\\.[0-9]{3}) kong_upgrade_(?<side>blue|green) (?<by>share|tester) (?<status>[0-9]{3}) (?<took>[0-9]+\\.[0-9]{3}) \"(?<nodes>[^\"]*)\" \"(?<answers>[^\"]*)\"\\z")]
    private static partial Regex Format();
}
