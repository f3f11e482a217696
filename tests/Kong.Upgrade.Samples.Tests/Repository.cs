namespace Kong.Upgrade.Samples.Tests;

/// <summary>Where this repository's files are, seen from a test's own folder.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string Root { get; } = Above(Output, "Kong.Upgrade.sln");

    /// <summary>A sample's program, built with the configuration of this test.</summary>
    public static string Sample(string name) => Path.Combine(Root, "samples", name, "bin", Output.Parent!.Name, Output.Name, name);

    /// <summary>What real Kong printed and stored; <see langword="null"/> where it is not at hand.</summary>
    public static string? Recordings => new[] { Environment.GetEnvironmentVariable("KONG_UPGRADE_SHARED"), Path.Combine(Root, "..", "shared") }
        .OfType<string>().Select(shared => Path.Combine(shared, "recordings")).FirstOrDefault(Directory.Exists);

    private static string Above(DirectoryInfo directory, string file)
    {
        for (DirectoryInfo? at = directory; at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, file))) return at.FullName;
        throw new DirectoryNotFoundException($"No {file} above {directory.FullName}.");
    }
}
