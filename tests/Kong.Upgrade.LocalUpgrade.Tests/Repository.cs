namespace Kong.Upgrade.LocalUpgrade.Tests;

/// <summary>Where this repository's files are, seen from a test's own folder.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo output = new(AppContext.BaseDirectory);

    public static string Root { get; } = Above(output, "Kong.Upgrade.sln");

    /// <summary>The sample's program, built with the configuration of this test.</summary>
    public static string Program { get; } = Path.Combine(Root, "samples", "LocalUpgrade", "bin", output.Parent!.Name, output.Name, "LocalUpgrade");

    private static string Above(DirectoryInfo directory, string file)
    {
        for (DirectoryInfo? at = directory; at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, file))) return at.FullName;
        throw new DirectoryNotFoundException($"No {file} above {directory.FullName}.");
    }
}
