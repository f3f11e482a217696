using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Tests;

public class RegexVerdictsTests
{
    [Fact]
    public void Compare_WhatWasAskedBefore_IsAnsweredFromMemory()
    {
        RegexVerdicts verdicts = new();
        RegexVerdict first = verdicts.Compare("/a|/b", RegexDialect.Pcre, RegexDialect.Rust);
        verdicts.Compare("/a|/b", RegexDialect.Pcre, RegexDialect.Rust).Should().BeSameAs(first);
        verdicts.Compare("/a|/b", RegexDialect.Pcre, RegexDialect.Pcre2).Should().NotBe(first);
        verdicts.Count.Should().Be(3, "the regex is remembered, and its shape for each pair of engines");
    }

    [Fact]
    public void Compare_MoreRegexesThanFit_RemembersNoMoreThanItsCapacity()
    {
        RegexVerdicts verdicts = new();
        // Each of another shape, and refused at once, so that many are soon asked.
        for (int i = 0; i <= RegexVerdicts.Capacity; i++) verdicts.Compare("(" + Convert.ToString(i, 2).Replace('0', '/').Replace('1', '-'), RegexDialect.Pcre, RegexDialect.Rust);
        verdicts.Count.Should().Be(1);
    }
}
