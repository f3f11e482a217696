using System.Text.RegularExpressions;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>Takes out of a log's message what may be a secret: arguments of requests, passwords in addresses, what stands behind a name that sounds like one, tokens.</summary>
internal static partial class LogSecrets
{
    public static string RemoveFrom(string text)
    {
        string rest = Key().Replace(text, Secrets.Mask);
        rest = Arguments().Replace(rest, "?…");
        rest = Login().Replace(rest, $"://{Secrets.Mask}@");
        rest = Scheme().Replace(rest, $"$1 {Secrets.Mask}");
        rest = Token().Replace(rest, Secrets.Mask);
        return Named().Replace(rest, $"$1$2{Secrets.Mask}");
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.Singleline)]
    private static partial Regex Key();

    [GeneratedRegex(@"\?[^\s""',]+")]
    private static partial Regex Arguments();

    [GeneratedRegex(@"://[^\s/@""']+@")]
    private static partial Regex Login();

    [GeneratedRegex(@"\b(Bearer|Basic|Digest|hmac)\s+[^\s"",]+", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?")]
    private static partial Regex Token();

    [GeneratedRegex(@"\b([\w-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|authorization|credential|cookie)|key)(""?\s*[=:]\s*|\s+(?=[""']))(""[^""]*""|'[^']*'|[^\s,;)}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
