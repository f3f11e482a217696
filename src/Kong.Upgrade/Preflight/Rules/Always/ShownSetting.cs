using System.Text.RegularExpressions;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>A setting's value as a finding may show it. Nodes mask the secrets that they know of; others, such as a header that nginx is told to send, they do not.</summary>
internal static partial class ShownSetting
{
    private const int Longest = 120;

    private static readonly string[] secret = ["password", "secret", "token", "proxy_set_header", "license_data", "_auth"];

    public static string Of(string name, string? value) =>
        value is null ? "nothing" : secret.Any(s => name.Contains(s, StringComparison.Ordinal)) ? "a value that is not shown" : Short(Credentials().Replace(value, "://***@"));

    private static string Short(string value) => value.Length <= Longest ? value : value[..Longest] + "…";

    [GeneratedRegex("://[^/@ ]+@")]
    private static partial Regex Credentials();
}
