using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Staging.Nodes.Entities;

namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>Says what each message of a green node's log means.</summary>
/// <param name="node">The green node.</param>
/// <param name="blue">What blue's logs hold.</param>
/// <param name="tally">Where it goes.</param>
internal sealed partial class LogVerdicts(string node, IReadOnlyList<LogGroups> blue, NodeTally tally)
{
    private const int Shown = 300, MostWarnings = 10;

    private readonly SortedDictionary<(string Plugin, string Change), SortedSet<string>> deprecated = [];
    private int warnings;

    public void Tell(LogGroups groups)
    {
        foreach ((LogMessage message, LogGroup group) in groups.InOrder)
        {
            if (message.Level >= LogLevelWord.Error) Error(message, group);
            else Warning(message, group);
        }
        if (groups.Left > 0) tally.Doubt(string.Create(CultureInfo.InvariantCulture, $"{node}: {groups.Left:N0} lines of the error log say something else again, and were not kept"));
        if (warnings > MostWarnings) tally.Note(string.Create(CultureInfo.InvariantCulture, $"{node} has {warnings - MostWarnings:N0} other warnings"));
        foreach (((string plugin, string change), SortedSet<string> settings) in deprecated)
            tally.Explain($"plugin {plugin}: settings have new names, and the old ones are still understood: {string.Join(", ", settings)}{(BreakingChanges.Find(change) is { } found ? $" ({found})" : "")}");
    }

    private void Error(LogMessage message, LogGroup group)
    {
        string about = message.About.Length > 0 ? $" about {message.About}" : "";
        if (IsOnBlue(message)) tally.Explain(string.Create(CultureInfo.InvariantCulture, $"blue's error log says the same{about}: {message.Text}"));
        // Workers that start look for each other's sockets before those are there; whether all are there in the end is another test's question.
        else if (message.IsOfOwnSockets) tally.Note(string.Create(CultureInfo.InvariantCulture, $"{node}'s workers did not find a socket of their own {(group.Count == 1 ? "once" : $"{group.Count:N0} times")}: {message.Text}"));
        // A service that is down is so for both; whether blue reaches it is for tests that ask both.
        else if (blue.Count == 0 && message.IsOfService) tally.Note(string.Create(CultureInfo.InvariantCulture, $"{node}'s error log has {group.Count:N0} of a service's troubles{about}, and blue's log is not known: {message.Text}"));
        else
            tally.Find(new()
            {
                What = $"error log [{Word(message)}]: {message.Text}",
                Area = message.Area,
                Subject = $"error log{about}",
                Node = node,
                Green = string.Create(CultureInfo.InvariantCulture, $"{group.Count:N0} {(group.Count == 1 ? "line" : "lines")}, first: {Cut(group.First)}"),
                Blue = blue.Count > 0 ? "nothing of the kind in its error log" : null,
            });
    }

    private void Warning(LogMessage message, LogGroup group)
    {
        if (message.Text.Contains("database has pending migrations", StringComparison.Ordinal)) tally.Explain($"the error log names the migrations that stay pending until finish, as it must (kong-facts 11.19): {string.Join(", ", Migrations().Matches(group.First).Select(m => $"{m.Groups["plugin"]} {m.Groups["name"]}"))}");
        else if (Setting().Match(group.First) is { Success: true } setting) Deprecated(setting);
        else if (message.Text.Contains("is deprecated", StringComparison.Ordinal)) tally.Explain($"the error log says that something is deprecated: {message.Text}");
        else if (message.Text.Contains("[healthcheck]", StringComparison.Ordinal)) tally.Note($"{node} counts checks of {(message.About.Length > 0 ? message.About : "a target")}{(IsOnBlue(message) ? ", as blue does" : "")}");
        else if (++warnings <= MostWarnings) tally.Note(string.Create(CultureInfo.InvariantCulture, $"{node} warns {(group.Count == 1 ? "once" : $"{group.Count:N0} times")}{(IsOnBlue(message) ? ", as blue does" : "")}: {message.Text}"));
    }

    private void Deprecated(Match setting)
    {
        (string plugin, string old, string now) = (setting.Groups["plugin"].Value.ToLowerInvariant(), setting.Groups["old"].Value, setting.Groups["now"].Value);
        string change = MovedField.All.FirstOrDefault(m => m.Concerns(plugin) && m.From == old)?.Change ?? "";
        if (!deprecated.TryGetValue((plugin, change), out SortedSet<string>? settings)) deprecated[(plugin, change)] = settings = new(StringComparer.Ordinal);
        settings.Add($"{old} (now {now})");
    }

    private bool IsOnBlue(LogMessage message) => blue.Any(log => log.Contains(message));

    private static string Word(LogMessage message) => message.Level.ToString().ToLowerInvariant();

    private static string Cut(string text) => text.Length > Shown ? text[..Shown] + "…" : text;

    [GeneratedRegex(@"^\s*(?<plugin>[\w-]+): (?<name>\S.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Migrations();

    [GeneratedRegex(@"(?<plugin>[\w-]+): (?<old>config\.\S+) is deprecated, please use (?<now>config\.\S+)")]
    private static partial Regex Setting();
}
