using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Staging.Answers;

/// <summary>An answer as a report shows it: status, who answered, a few headers and the beginning of the body, without secrets.</summary>
internal static partial class AnswerText
{
    // A body is looked at further than it is shown: what is taken out of it makes it shorter.
    private const int MostOfABody = 200, MostOfAHeader = 120, MostLookedAt = 16_384;

    private static readonly string[] shown = ["Content-Type", "Location", "WWW-Authenticate", "Retry-After", "Allow"];

    public static string Of(StagingAnswer answer)
    {
        if (answer.Trouble is { } trouble) return $"no answer ({trouble})";
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{answer.Status} after {answer.Elapsed.TotalMilliseconds:0} ms");
        if (KongWords.Version(answer) is { } version) text.Append(" from ").Append(version).Append(KongWords.IsOwn(answer) is true ? " itself" : "");
        if (answer.Header("Kong-Route-Name") is { } route) text.Append(", route ").Append(route);
        foreach (string name in shown)
            if (answer.Header(name) is { } value) text.Append(", ").Append(name).Append(": ").Append(Short(WithoutSecrets(value, answer.Secrets).Split('?')[0], MostOfAHeader));
        if (!answer.Body.IsEmpty) text.Append(", body ").Append(Short(WithoutSecrets(Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, MostLookedAt)]), answer.Secrets), MostOfABody));
        return text.ToString();
    }

    /// <summary>A text that came back, as it may be shown. Before it is cut: half a secret would not be known again.</summary>
    public static string WithoutSecrets(string text, IReadOnlyList<string> secrets) => SecretMember().Replace(SentSecrets.RemoveFrom(text, secrets), "$1***");

    private static string Short(string text, int most)
    {
        string line = string.Join(' ', text.Split((char[])['\r', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= most ? line : line[..most] + "…";
    }

    // What services call secrets, quoted as in JSON or not.
    [GeneratedRegex("""((?:"[^"]*(?:password|secret|token|api[-_]?key|authorization|cookie|credential)[^"]*"\s*:\s*)(?="))"(?:[^"\\]|\\.)*"?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretMember();
}
