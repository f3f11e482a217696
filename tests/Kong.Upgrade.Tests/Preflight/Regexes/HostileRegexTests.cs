using System.Diagnostics;
using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Tests;

/// <summary>Regexes that somebody made to hurt.</summary>
public class HostileRegexTests
{
    public static TheoryData<string> Hostile =>
    [
        "/" + new string('a', 10_000),
        "/" + string.Concat(Enumerable.Repeat(@"\w", 5_000)),
        "/" + string.Concat(Enumerable.Repeat("(a|b)", 2_000)),
        "/" + string.Concat(Enumerable.Repeat("(a|b|", 240)) + "c" + new string(')', 240),
        "/" + new string('(', 10_000),
        "/" + new string('[', 10_000),
        "/" + new string('*', 10_000),
        "/a" + new string('*', 10_000),
        "/a" + string.Concat(Enumerable.Repeat("{2}", 3_000)),
        "/" + string.Concat(Enumerable.Repeat("a?", 2_000)) + new string('a', 2_000),
        "/(((a{9}){9}){9}){9}",
        "/((a{65535}){65535}){65535}",
        "/(a*)*(b*)*(c*)*$",
        "/(a+)+(a+)+(a+)+x$",
        "/" + string.Concat(Enumerable.Repeat("(.*)", 30)) + "x$",
        "/" + string.Concat(Enumerable.Repeat("(?i)[k-s]", 1_000)),
        "/" + string.Concat(Enumerable.Repeat("(?<=a)", 1_000)),
        "/" + new string('é', 5_000),
        "/" + string.Concat(Enumerable.Repeat("|/a", 3_000)),
        "/" + new string('\\', 9_999),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compare_AHostileRegex_EndsSoonAndTakesLittleRoom(string pattern)
    {
        long room = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust).Reason.Should().NotBeEmpty();
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(10));
        (GC.GetAllocatedBytesForCurrentThread() - room).Should().BeLessThan(400_000_000);
    }

    [Fact]
    public void Compare_WhatBacktracksForEver_IsUnknownWithAReason() =>
        PathRegexTrial.Compare("/(?:[ab]c?|a[cd]?){25}x$", RegexDialect.Pcre, RegexDialect.Pcre2).Should().Match<RegexVerdict>(v => v.Kind == RegexVerdictKind.Unknown && v.Reason.Contains("backtracks"));

    [Fact]
    public void Compare_ARegexOfUnheardLength_IsUnknown() =>
        PathRegexTrial.Compare(new string('a', PathRegexTrial.Longest + 1), RegexDialect.Pcre, RegexDialect.Rust).Kind.Should().Be(RegexVerdictKind.Unknown);
}
