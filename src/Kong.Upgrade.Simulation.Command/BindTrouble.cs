using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>A port that somebody else holds, in nginx's words: five tries, then it gives up.</summary>
internal static partial class BindTrouble
{
    private const int Tries = 5;

    public static string TextOf(IOException error)
    {
        string address = Address().Match(error.Message) is { Success: true } match ? match.Groups[1].Value : "a listener";
        IEnumerable<string> tries = Enumerable.Repeat($"nginx: [emerg] bind() to {address} failed (98: Address already in use)\n", Tries);
        return string.Concat(tries) + "nginx: [emerg] still could not bind()\n";
    }

    [GeneratedRegex(@"([\d.]+:\d+)")]
    private static partial Regex Address();
}
