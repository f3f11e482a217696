using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kong.Upgrade.Backup.Restoring;

/// <summary>The databases that take part in a restore.</summary>
internal sealed record RestoreNames(string Live, string Beside, string Old)
{
    private const int Longest = 63;

    public static RestoreNames Of(string live, DateTimeOffset now) =>
        new(live, Fit(live, "_kong_upgrade_restore"), Fit(live, now.ToString("'_before_restore_'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)));

    // PostgreSQL cuts longer names silently, and two that differ at their end only would become one.
    private static string Fit(string name, string suffix)
    {
        if (Bytes(name + suffix) <= Longest) return name + suffix;
        string end = $"_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}{suffix}";
        string start = name;
        while (Bytes(start + end) > Longest) start = start[..^1];
        return start + end;
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
