using System.Globalization;
using System.Runtime.InteropServices;

namespace Kong.Upgrade.Preflight.Facts;

/// <summary>Reads what this host says of itself; what it does not say stays unknown.</summary>
internal static class HostFactsReader
{
    private const string Release = "/etc/os-release", Limits = "/proc/self/limits", OpenFiles = "Max open files";

    public static HostFacts Read(string? prefix)
    {
        Dictionary<string, string> release = Lines(Release).Select(l => l.Split('=', 2)).Where(p => p.Length == 2).DistinctBy(p => p[0]).ToDictionary(p => p[0], p => p[1].Trim('"', '\''), StringComparer.Ordinal);
        return new()
        {
            Name = Environment.MachineName,
            OperatingSystem = release.GetValueOrDefault("ID"),
            OperatingSystemVersion = release.GetValueOrDefault("VERSION_ID"),
            Architecture = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "amd64", Architecture.Arm64 => "arm64", var other => other.ToString().ToLowerInvariant() },
            OpenFilesLimit = Lines(Limits).Where(l => l.StartsWith(OpenFiles, StringComparison.Ordinal)).Select(Soft).FirstOrDefault(),
            FreeDiskBytes = prefix is null ? null : Free(prefix),
        };
    }

    // "Max open files            1024                 524288               files"; without a limit it says "unlimited".
    private static long? Soft(string line) =>
        line[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..] ? long.TryParse(soft, CultureInfo.InvariantCulture, out long limit) ? limit : soft == "unlimited" ? long.MaxValue : null : null;

    private static long? Free(string prefix)
    {
        try
        {
            string? at = Path.GetFullPath(prefix);
            while (at is not null && !Directory.Exists(at)) at = Path.GetDirectoryName(at);
            return at is null ? null : new DriveInfo(at).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
