using System.Text.RegularExpressions;

namespace Kong.Upgrade.Fingerprints;

/// <summary>Keeps secrets out of what people read. Rather one value too many masked than one too few.</summary>
internal static partial class Masking
{
    private const string Mask = "***";

    /// <summary>What may be shown of a value.</summary>
    /// <param name="path">Its column or field, such as <c>config.redis.password</c>.</param>
    /// <param name="shown">The value, perhaps shortened.</param>
    /// <param name="whole">All of it.</param>
    public static string Value(string path, string shown, string whole) =>
        whole is "null" or "true" or "false" ? shown
        : SecretName().IsMatch(path) && !HarmlessName().IsMatch(path) || SecretText().IsMatch(whole) ? Mask
        : UserInfo().Replace(shown, $"://{Mask}@");

    [GeneratedRegex(@"passw|passphrase|secret|token|private|credential|authoriz|api_?key|(^|[._])(key|keys|jwk|jwks|pem|cert|cert_alt|hash|dsn|auth)($|\[)|_(key|hash|pass|pwd)($|\[|\.)|key_alt", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(^|[._])cache_key$", RegexOptions.IgnoreCase)]
    private static partial Regex HarmlessName();

    [GeneratedRegex(@"-----BEGIN|\b(bearer|basic)\s+\S|authorization|api-?key|password", RegexOptions.IgnoreCase)]
    private static partial Regex SecretText();

    [GeneratedRegex(@"://[^/@\s]+@")]
    private static partial Regex UserInfo();
}
