using System.Text.RegularExpressions;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>Code in the README is cut from a sample that compiles and runs.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Readme_BlocksFromSamples_EqualTheirRegions()
    {
        string path = Path.Combine(Sources.Root, "README.md");
        Assert.SkipUnless(File.Exists(path), "There is no README.md yet.");
        Match[] blocks = Block().Matches(File.ReadAllText(path)).ToArray();
        blocks.Should().NotBeEmpty("the README shows code that is compiled: <!-- from: samples/X/Program.cs#region --> before the block");
        blocks.Where(b => b.Groups["code"].Value != Region(b.Groups["file"].Value, b.Groups["region"].Value))
            .Select(b => $"{b.Groups["file"].Value}#{b.Groups["region"].Value} differs from README.md").ShouldBeNone();
    }

    [Fact]
    public void Region_InsideAnIndentedMember_LosesTheCommonIndentation() =>
        Cut(["class A", "{", "    #region one", "    first", "", "      second", "    #endregion", "    #region two", "    #endregion"], "one").Should().Be("first\n\n  second\n");

    private static string Region(string file, string name) =>
        File.Exists(Path.Combine(Sources.Root, file)) ? Cut(Sources.Lines(file), name) : $"{file} is missing";

    private static string Cut(string[] lines, string name)
    {
        string[] region = [.. lines.SkipWhile(l => l.Trim() != $"#region {name}").Skip(1).TakeWhile(l => l.Trim() != "#endregion")];
        int indent = region.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Concat(region.Select(l => (l.Length == 0 ? l : l[indent..]) + "\n"));
    }

    [GeneratedRegex(@"<!-- from: (?<file>\S+)#(?<region>\S+) -->\n+```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
