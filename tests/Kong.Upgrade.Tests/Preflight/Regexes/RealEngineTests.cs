using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes;
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
        string[] patterns = [.. Patterns.Common.Except(emptyClasses), .. Patterns.Random(Generated, seed: 1, isPcre: false)];
        string[] subjects = [.. Patterns.AllSubjects];
        ShouldBeNone(Differences(patterns, RealEngine.Rust(patterns, subjects), p => RustParser.Parse(p), isBytes: false, subjects));
    }

    // Some near the limit are honestly not known; those far from it must be what ripgrep says.
    [Fact]
    public void Rust_CountedRepetitions_AreRefusedWhereTheCrateRefusesThem()
    {
        RealEngine.SkipWithoutRust();
        string[] patterns = ["/a{1000}{100}", "/(a{1000}){1000}", @"/\w{50}", @"/\w{1000}", "/.{5000}", "/[^/]{65000}", @"/\d{1000}", @"/\d{9000}", "/(abc|def){10000}", "/(?:(?:a{99}){99}){99}"];
        RegexVerdictKind[] ours = [.. patterns.Select(p => PathRegexTrial.Check(p, RegexDialect.Rust).Kind)];
        ours.Should().Equal(RealEngine.Rust(patterns, ["/a"]).Select(a => a is null ? RegexVerdictKind.Refused : RegexVerdictKind.Same));
        PathRegexTrial.Check("/.{9000}", RegexDialect.Rust).Kind.Should().Be(RegexVerdictKind.Unknown, "a newer crate may take it");
    }

    [Fact]
    public void Pcre2_EachPattern_IsReadAsByPcre2()
    {
        RealEngine.SkipWithoutPcre2();
        string[] patterns = [.. Patterns.Common, .. Patterns.Random(Generated * 4, seed: 2, isPcre: true)];
        ShouldBeNone(Differences(patterns, RealEngine.InPcre2(patterns, Patterns.AllSubjects), p => PcreParser.Parse(PcreText.Bytes(p), PcreRelease.TenBefore43), isBytes: true, Patterns.AllSubjects));
    }

    [Fact]
    public void Pcre_EachPattern_IsReadAsByPcre8()
    {
        RealEngine.SkipWithoutPcre();
        string[] patterns = [.. Patterns.Common, .. Patterns.Random(Generated, seed: 3, isPcre: true)];
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
