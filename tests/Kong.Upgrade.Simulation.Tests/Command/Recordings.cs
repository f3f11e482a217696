namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>Where the recordings lie: beside the repository, or where KONG_UPGRADE_SHARED says.</summary>
internal static class Recordings
{
    public const string Absent = "the recordings of real Kong are not on this machine (set KONG_UPGRADE_SHARED to the folder that holds 'recordings')";

    public static string? Folder { get; } = Find();

    public static IEnumerable<string> Commands => Folder is null
        ? []
        : Directory.EnumerateFiles(Folder, "*.cmd", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)[..^".cmd".Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("KONG_UPGRADE_SHARED");
        IEnumerable<string?> candidates = [named, .. Ancestors().Select(folder => Path.Combine(folder, "..", "shared"))];
        return candidates.OfType<string>().Select(folder => Path.GetFullPath(Path.Combine(folder, "recordings"))).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Ancestors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
