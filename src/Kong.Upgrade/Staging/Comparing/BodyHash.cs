using System.Globalization;
using System.Security.Cryptography;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>Stands for a body that is compared byte by byte.</summary>
internal static class BodyHash
{
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(body, hash);
        return string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes, sha256 {Convert.ToHexStringLower(hash[..8])}…");
    }
}
