namespace Kong.Upgrade.TestServers;

/// <summary>Where the recordings of real Kong lie: beside the repository, or where KONG_UPGRADE_SHARED says.</summary>
public static class Recordings
{
    public const string Absent = "the recordings of real Kong are not on this machine (set KONG_UPGRADE_SHARED to the folder that holds 'recordings')";

    public static string? Folder { get; } = Find();

    /// <summary>A recorded file's path; skips the test when there are no recordings.</summary>
    public static string Find(string file)
    {
        Assert.SkipWhen(Folder is null, Absent);
        return Path.Combine(Folder!, file);
    }

    public static string Read(string file) => File.ReadAllText(Find(file));

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("KONG_UPGRADE_SHARED");
        IEnumerable<string?> candidates = [named, .. Ancestors().Select(folder => Path.Combine(folder, "..", "shared"))];
        return candidates.OfType<string>().Select(folder => Path.GetFullPath(Path.Combine(folder, "recordings"))).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Ancestors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
