using System.Text.RegularExpressions;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>Small files, small methods, everything where its name says.</summary>
public partial class SourceTests
{
    [Fact]
    public void Namespace_OfEveryFile_EqualsItsFolder() =>
        Sources.Files.Select(f => (File: f, Found: Declared(f), Expected: Folder(f)))
            .Where(f => f.Found is not null && f.Found != f.Expected)
            .Select(f => $"{f.File}: {f.Found} should be {f.Expected}")
            .ShouldBeNone();

    [Fact]
    public void Files_OfAllPackages_HaveAtMost300Lines() =>
        Sources.Files.Select(f => (File: f, Lines: Sources.Lines(f).Length)).Where(f => f.Lines > 300).Select(f => $"{f.File}: {f.Lines} lines").ShouldBeNone();

    [Fact]
    public void Methods_OfAllPackages_HaveAtMost60Lines() =>
        Sources.Files.SelectMany(f => MemberScan.Of(Sources.Lines(f)).Where(m => m.Length > 60).Select(m => $"{f}:{m.Line}: {m.Length} lines: {m.Text}")).ShouldBeNone();

    [Fact]
    public void MemberScan_OfAFile_FindsEachMemberAndItsLength()
    {
        string[] lines =
        [
            "namespace A;", "", "/// <summary>X.</summary>", "public sealed class C(int a)", "    : B(a)", "{", "    private int one;", "", "    [Fact]", "    public int Two()",
            "    {", "        return", "            2;", "    }", "", "    private sealed record D", "    {", "        public int Three => Sum(", "            3);", "    }", "", "    public int Four { get; }", "}",
        ];
        MemberScan.Of(lines).Select(m => (m.Line, m.Length)).Should().Equal((7, 1), (10, 5), (18, 2), (22, 1));
    }

    private static string? Declared(string file) =>
        Sources.Lines(file).Select(l => Namespace().Match(l)).FirstOrDefault(m => m.Success)?.Groups[1].Value;

    private static string Folder(string file) => string.Join('.', file.Split(Path.DirectorySeparatorChar)[1..^1]);

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex Namespace();
}
