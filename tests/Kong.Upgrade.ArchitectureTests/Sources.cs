using System.Text.RegularExpressions;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>The repository as text.</summary>
internal static partial class Sources
{
    public static string Root { get; } = Find();

    /// <summary>Paths relative to the root, of the code of all packages.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Where(f => !Built().IsMatch(f)).Order(StringComparer.Ordinal)];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Kong.Upgrade.sln"))) return directory.FullName;
        throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} has a Kong.Upgrade.sln.");
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();
}
