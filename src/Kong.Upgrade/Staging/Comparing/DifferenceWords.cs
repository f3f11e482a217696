using System.Text.RegularExpressions;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>A difference in words that do not depend on the request, so that one cause has one name.</summary>
internal static partial class DifferenceWords
{
    public static Difference Of(string part, string blue, string green, StagingAnswer blueAnswer, StagingAnswer greenAnswer) => part switch
    {
        AnswerParts.Status => Status(blueAnswer, greenAnswer),
        AnswerParts.Route => new("another route answers", "route"),
        AnswerParts.Service => new("another service answers", "service"),
        AnswerParts.UpstreamUrl => new("the service behind is asked for another URL", "route"),
        AnswerParts.Protocol => new($"protocol HTTP/{green} instead of HTTP/{blue}", "protocol"),
        AnswerParts.End => new($"the end of the body {green} where blue's {blue}", "body"),
        _ when part.StartsWith(AnswerParts.HeaderPrefix, StringComparison.Ordinal) => new(Presence(part, blue, green), "header"),
        _ => new(Presence(Elements().Replace(part, "[*]"), blue, green), "body"),
    };

    /// <summary>What a status says of its cause.</summary>
    public static Difference Status(StagingAnswer blue, StagingAnswer green) =>
        KongWords.IsNoRoute(green) ? new("no route matched (404)", "route")
        : KongWords.IsNoRoute(blue) ? new($"status {green.Status} where blue has no route (404)", "route")
        : new($"status {green.Status} instead of {blue.Status}{(KongWords.Message(green) is { } said ? $" (\"{said}\")" : "")}", "answer");

    private static string Presence(string part, string blue, string green) =>
        green == AnswerParts.Absent ? $"{part} is missing on green" : blue == AnswerParts.Absent ? $"{part} is only on green" : $"{part} differs";

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Elements();
}
