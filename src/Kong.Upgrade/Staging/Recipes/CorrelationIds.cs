using System.Text.RegularExpressions;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>What ids look like, by the plugin's <c>generator</c>.</summary>
internal static partial class CorrelationIds
{
    public static IReadOnlyList<string> Generators { get; } = ["uuid#counter", "uuid", "tracker"];

    public static Func<string, bool> Fit(string generator) => generator switch
    {
        "uuid#counter" => id => id.Split('#') is [var uuid, var count] && Guid.TryParseExact(uuid, "D", out _) && count.Length > 0 && count.All(char.IsAsciiDigit),
        "uuid" => id => Guid.TryParseExact(id, "D", out _),
        _ => id => Tracker().IsMatch(id),
    };

    // Address, port, worker's process, connection, requests on it, time.
    [GeneratedRegex(@"^.+-\d+-\d+-\d+-\d+-\d+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Tracker();
}
