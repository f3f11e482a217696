using System.Text.RegularExpressions;

namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>What a message says, the same wherever the same thing happened: without ids, numbers, addresses and the request's details.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Text">What it says.</param>
/// <param name="About">What it is about, where that is a host or a target: a fault of one is not a fault of another.</param>
internal readonly partial record struct LogMessage(LogLevelWord Level, string Text, string About)
{
    private const int MostOfAText = 240;

    /// <summary>The message of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="prefix">The node's prefix, which differs between nodes.</param>
    public static LogMessage Of(LogLine line, string? prefix)
    {
        string text = LogSecrets.RemoveFrom(prefix is null ? line.Message : line.Message.Replace(prefix, "PREFIX", StringComparison.Ordinal));
        string about = Target().Match(text) is { Success: true } target ? target.Groups["host"].Value : Upstream().Match(text) is { Success: true } upstream ? upstream.Groups["host"].Value : "";
        text = Details().Replace(text, "");
        text = Id().Replace(text, "ID");
        text = Address().Replace(text, "ADDRESS");
        text = Number().Replace(text, "N").TrimEnd();
        return new(line.Level, text.Length > MostOfAText ? text[..MostOfAText] + "…" : text, about);
    }

    /// <summary>What it touches, in the words of the catalogue: a plugin that names itself, or the node.</summary>
    public string Area => Plugin().Match(Text) is { Success: true } plugin && plugin.Groups["name"].Value is not ("lua" or "kong" or "healthcheck" or "healthchecks") ? $"plugin {plugin.Groups["name"].Value}" : "node";

    /// <summary>Whether it is about a socket of the node's own: services are not asked by any.</summary>
    public bool IsOfOwnSockets => Text.Contains("unix:", StringComparison.Ordinal);

    /// <summary>Whether it is about a service behind Kong, as nginx says it.</summary>
    public bool IsOfService => About.Length > 0 && Text.Contains("upstream", StringComparison.Ordinal);

    [GeneratedRegex(@"(, (client|context|server|request|subrequest|upstream|host|referrer|request_id): .*| while logging request.*)\z", RegexOptions.Singleline)]
    private static partial Regex Details();

    [GeneratedRegex(@"upstream: ""[a-z]+://(?<host>[^/""]+)")]
    private static partial Regex Upstream();

    [GeneratedRegex(@"for '(?<host>[^']+)'")]
    private static partial Regex Target();

    [GeneratedRegex(@"\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-fA-F]{16,})\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b|\[[0-9a-f:]+\](:\d+)?")]
    private static partial Regex Address();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.lua:N:? ?(?:[\w.]+\(\): )?\[(?<name>[a-z][a-z0-9-]*)\]")]
    private static partial Regex Plugin();
}
