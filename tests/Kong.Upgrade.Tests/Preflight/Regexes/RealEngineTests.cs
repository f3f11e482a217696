using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes.Pcre;
using Kong.Upgrade.Preflight.Regexes.Rust;
using Kong.Upgrade.Preflight.Regexes.Syntax;
using Kong.Upgrade.Preflight.Regexes.Trials;

namespace Kong.Upgrade.Tests;

/// <summary>Our readings against the engines themselves: who compiles what, and matches what. Ripgrep 13 has a crate of 2021, Debian's pcre2test is 10.42, pcregrep 8.39.</summary>
public class RealEngineTests
{
    private const int Generated = 200;

    // The crate of 2021 refuses a class without characters; later ones take it, and it never matches. Either way the route is lost.
    private static readonly string[] emptyClasses = ["[a&&b]", "[a&&]", "[&&a]", @"[^\s\S]"];

    [Fact]
    public void Rust_EachPattern_IsReadAsByTheCrate()
    {
        RealEngine.SkipWithoutRust();
        string[] patterns = [.. Patterns.Common.Except(emptyClasses), .. Patterns.Random(Generated, seed: 11, isPcre: false)];
        string[] subjects = [.. Patterns.AllSubjects];
        ShouldBeNone(Differences(patterns, RealEngine.Rust(patterns, subjects), p => RustParser.Parse(p), isBytes: false, subjects));
    }

    [Fact]
    public void Pcre2_EachPattern_IsReadAsByPcre2()
    {
        RealEngine.SkipWithoutPcre2();
        string[] patterns = [.. Patterns.Common, .. Patterns.Random(Generated * 4, seed: 12, isPcre: true)];
        ShouldBeNone(Differences(patterns, RealEngine.InPcre2(patterns, Patterns.AllSubjects), p => PcreParser.Parse(PcreText.Bytes(p), PcreRelease.TenBefore43), isBytes: true, Patterns.AllSubjects));
    }

    [Fact]
    public void Pcre_EachPattern_IsReadAsByPcre8()
    {
        RealEngine.SkipWithoutPcre();
        string[] patterns = [.. Patterns.Common, .. Patterns.Random(Generated, seed: 13, isPcre: true)];
        ShouldBeNone(Differences(patterns, RealEngine.InPcre(patterns, Patterns.Subjects), p => PcreParser.Parse(PcreText.Bytes($@"\A(?:{p})"), PcreRelease.Eight), isBytes: true, Patterns.Subjects));
    }

    private static List<string> Differences(string[] patterns, IEnumerable<bool[]?> real, Func<string, ParsedRegex> parse, bool isBytes, IReadOnlyList<string> subjects)
    {
        List<string> differences = [];
        bool[]?[] answers = [.. real];
        answers.Should().HaveSameCount(patterns);
        answers.Count(a => a is not null && a.Contains(true) && a.Contains(false)).Should().BeGreaterThan(patterns.Length / 8, "a test that nothing is asked in proves nothing");
        foreach ((string pattern, bool[]? theirs) in patterns.Zip(answers))
        {
            theirs?.Should().HaveSameCount(subjects, pattern);
            ParsedRegex? ours = Read(pattern, parse, out string said);
            if (ours?.Beyond is not null) continue;
            if (ours is null != theirs is null) differences.Add($"{pattern}: theirs {(theirs is null ? "refuses" : "compiles")}, ours {said}");
            if (ours is null || theirs is null) continue;
            RegexTrial trial = RegexTrial.Compile(ours.Root, isBytes, RegexAlphabet.Of(ours.Root).With(string.Concat(subjects)))!;
            differences.AddRange(subjects.Where((s, i) => Matches(trial, s, theirs[i]) != theirs[i]).Select(s => $"{pattern} on '{s}': ours {trial.Matches(s)}"));
        }
        return differences;
    }

    private static void ShouldBeNone(List<string> differences) => Assert.True(differences.Count == 0, string.Join('\n', differences));

    private static bool Matches(RegexTrial trial, string subject, bool otherwise)
    {
        try
        {
            return trial.Matches(subject);
        }
        catch (RegexMatchTimeoutException)
        {
            return otherwise;
        }
    }

    private static ParsedRegex? Read(string pattern, Func<string, ParsedRegex> parse, out string said)
    {
        try
        {
            said = "compiles";
            return parse(pattern);
        }
        catch (RegexRefusedException refused)
        {
            said = refused.Message;
            return null;
        }
    }
}
