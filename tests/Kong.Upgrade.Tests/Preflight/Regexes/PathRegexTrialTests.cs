using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Tests;

public class PathRegexTrialTests
{
    // kong-facts 13 no. 1, seen on 3.9.1: the route is dropped and answers 404.
    [Theory]
    [InlineData("/a(?=b)", "Look-ahead")]
    [InlineData("/a(?!b)", "Look-ahead")]
    [InlineData("/a(?<=b)", "Look-behind")]
    [InlineData("/a(?<!b)", "Look-behind")]
    [InlineData(@"/(a)\1", "backreference")]
    [InlineData(@"/a\/b", @"'\/'")]
    [InlineData(@"/a\hb", @"'\h'")]
    [InlineData(@"/a\Z", @"'\Z'")]
    [InlineData(@"/\Qa.b\E", @"'\Q'")]
    [InlineData("/a{,3}", "'{'")]
    [InlineData(@"/[\w-.]+", "range")] // an idiom that PCRE 8 alone reads
    [InlineData("/(?>a+)b", "atomic group")]
    [InlineData("/a(?#why)b", "comment")]
    [InlineData("/(?P<n>a)(?P=n)", "backreference")]
    [InlineData("/(?'n'a)", "quotes")]
    [InlineData("/(a{1000}){1000}", "10 MiB")]
    [InlineData("/a(*SKIP)b", "verb")]
    [InlineData("/(a(?1)?b)", "(?1")]
    public void Compare_WhatRustDoesNotHave_IsRefusedAndSaysWhat(string pattern, string what)
    {
        RegexVerdict verdict = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust);
        verdict.Kind.Should().Be(RegexVerdictKind.Refused, verdict.Reason);
        verdict.Reason.Should().Contain(what);
        verdict.SamplePath.Should().BeNull();
    }

    // kong-facts 13 no. 1: these work on 3.9.1 as before; what little differs no ordinary client sends.
    [Theory]
    [InlineData(@"/a\d++")]
    [InlineData(@"/re/(?<id>\d+)$")]
    [InlineData(@"/re/(?P<id>\d+)$")]
    [InlineData("/a")]
    [InlineData("/a/b+/c")]
    [InlineData(@"/users/[^/]+/orders$")]
    [InlineData("/(?:v1|v2)/x")]
    [InlineData("/(?i)API/[a-z]+")]
    [InlineData(@"/a\.b")]
    [InlineData("/.*")]
    [InlineData("/a]b}c")]
    [InlineData(@"/[\s\S]*")]
    public void Compare_WhatBothHave_TellsNoOrdinaryPathApart(string pattern)
    {
        RegexVerdict verdict = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust);
        (verdict.Kind is RegexVerdictKind.Same || verdict is { Kind: RegexVerdictKind.Differs, OnlyRarePaths: true }).Should().BeTrue(verdict.ToString());
    }

    [Theory]
    [InlineData("/x[a-z&&[^b]]", "/xa", false, false, "&&")] // kong-facts 13 no. 1: silently matches other paths
    [InlineData("/[a-z--c]x", "/-x", true, false, "--")]
    [InlineData("/a|/b", "/x/b", false, false, "first alternative")]
    [InlineData("/(a|b)|c", "/c", false, false, "first alternative")]
    [InlineData("/a++a", "/aa", false, false, "quantifier after a quantifier")]
    [InlineData("/a?<b", "/%3Cb", true, false, "?P<")]
    [InlineData("/a**", "/", false, false, "repeats nothing")]
    [InlineData("/a$", "/a%0A", true, true, "last line feed")]
    [InlineData(@"/\d", "/%D9%A3", false, true, "Unicode")]
    [InlineData("/a.$", "/a%C3%89", false, true, "bytes")]
    [InlineData(@"/a\d++$", "/a%D9%A3", false, true, "Unicode")] // not the quantifiers, which stand for the same here
    [InlineData("/(?i)k", "/%E2%84%AA", false, true, "Unicode")]
    public void Compare_WhatIsReadDifferently_GivesTheShortestPathThatShowsIt(string pattern, string path, bool matchedBefore, bool isRare, string why)
    {
        RegexVerdict verdict = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust);
        verdict.Kind.Should().Be(RegexVerdictKind.Differs, verdict.Reason);
        (verdict.SamplePath, verdict.MatchedBefore, verdict.MatchedAfter, verdict.OnlyRarePaths).Should().Be((path, matchedBefore, !matchedBefore, isRare));
        verdict.Reason.Should().Contain(why);
    }

    [Fact]
    public void Compare_ARegexOf28_CountsOnlyWhatIsBehindTheTilde() =>
        PathRegexTrial.Compare(@"/(?<id>a)/b\/c", RegexDialect.Pcre, RegexDialect.Rust).Reason.Should().Contain("at character 12", "neither Kong's '^' nor its 'P' is counted");

    // 370-01, and flavour traditional from 3.6 to 3.7.
    [Theory]
    [InlineData(@"/a\i", nameof(RegexVerdictKind.Refused), null)]
    [InlineData(@"/[\d-z]", nameof(RegexVerdictKind.Refused), null)]
    [InlineData(@"/[\w-.]+", nameof(RegexVerdictKind.Refused), null)]
    [InlineData(@"/a(?=\Kb)", nameof(RegexVerdictKind.Refused), null)]
    [InlineData("/a{,3}$", nameof(RegexVerdictKind.Differs), "/")]
    [InlineData("/(?<!aa?)b", nameof(RegexVerdictKind.Differs), "/b")]
    [InlineData(@"/re/(?<id>\d+)$", nameof(RegexVerdictKind.Same), null)]
    [InlineData(@"/(a)\1(?>b)", nameof(RegexVerdictKind.Same), null)]
    [InlineData(@"/a\/b", nameof(RegexVerdictKind.Same), null)]
    [InlineData("/a**", nameof(RegexVerdictKind.Same), null)]
    public void Compare_Pcre8WithPcre2_KnowsWhatChanged(string pattern, string kind, string? path)
    {
        RegexVerdict verdict = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Pcre2);
        (verdict.Kind.ToString(), verdict.SamplePath).Should().Be((kind, path), verdict.Reason);
    }

    [Theory]
    [InlineData("/a(?R)?b")]
    [InlineData("/a(*SKIP)b")]
    [InlineData("(*UTF8)/a")]
    [InlineData(@"/\X")]
    [InlineData(@"/\p{Greek}")]
    [InlineData(@"/(?i)(a)\1")]
    [InlineData("/(?J)(?<n>a)(?<n>b)")]
    public void Compare_WhatIsBeyond_IsUnknownAndNeverSame(string pattern) =>
        PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Pcre2).Should().Match<RegexVerdict>(v => v.Kind == RegexVerdictKind.Unknown && v.Reason.Contains("try the route on green"));

    [Fact]
    public void Compare_AReaderNobodyNamed_IsUnknown() => PathRegexTrial.Compare("/a", RegexDialect.Unknown, RegexDialect.Rust).Kind.Should().Be(RegexVerdictKind.Unknown);

    // What Kong puts behind a path is part of what must compile.
    [Fact]
    public void Compare_APathThatSwallowsKongsPostfix_NeverMatchedAndIsSaidSo() =>
        PathRegexTrial.Compare(@"/a(?<uri_postfix>b)", RegexDialect.Pcre2, RegexDialect.Rust).Should().Match<RegexVerdict>(v => v.Kind == RegexVerdictKind.Differs && v.MatchedAfter && v.Reason.Contains("uri_postfix"));

    [Theory]
    [InlineData(@"^\d{3}-\d{4}$", nameof(RegexDialect.Pcre2), nameof(RegexVerdictKind.Same))]
    [InlineData(@"^(?!foo)\w+\/$", nameof(RegexDialect.Pcre2), nameof(RegexVerdictKind.Same))]
    [InlineData(@"^\i$", nameof(RegexDialect.Pcre2), nameof(RegexVerdictKind.Refused))]
    [InlineData(@"^\i$", nameof(RegexDialect.Pcre), nameof(RegexVerdictKind.Same))]
    [InlineData("a(b", nameof(RegexDialect.Pcre2), nameof(RegexVerdictKind.Refused))]
    [InlineData("(?!foo)a", nameof(RegexDialect.Rust), nameof(RegexVerdictKind.Refused))]
    [InlineData(@"\p{Nonsense}", nameof(RegexDialect.Pcre2), nameof(RegexVerdictKind.Unknown))]
    [InlineData("a", nameof(RegexDialect.Unknown), nameof(RegexVerdictKind.Unknown))]
    public void Check_ARegexOfAPlugin_CompilesOrNot(string pattern, string dialect, string kind) =>
        PathRegexTrial.Check(pattern, Enum.Parse<RegexDialect>(dialect)).Kind.ToString().Should().Be(kind);
}
