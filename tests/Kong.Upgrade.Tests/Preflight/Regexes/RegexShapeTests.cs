using Kong.Upgrade.Preflight.Regexes;

namespace Kong.Upgrade.Tests;

public class RegexShapeTests
{
    [Theory]
    [InlineData(@"/things/4711/x", "/a/a/a")]
    [InlineData(@"/v\d+/orders", @"/a\d+/a")]
    [InlineData(@"/abc+d", "/a+a")]
    [InlineData(@"/[abc]d{2,3}", "/[abc]a{2,3}")]
    [InlineData(@"/(?<id>\d+)abc", @"/(?<id>\d+)a")]
    [InlineData(@"/(?:abc|de)f", "/(?:a|a)a")]
    [InlineData(@"/(?i)abc", "/(?i)a")]
    [InlineData(@"/(?=abc)d", "/(?=a)a")]
    [InlineData(@"/(a)\12b", @"/(a)\12b")]
    [InlineData(@"/\x41bc", @"/\x41bc")]
    [InlineData(@"/\p{Lu}abc", @"/\p{Lu}a")]
    [InlineData(@"/\k<name>abc", @"/\k<name>a")]
    [InlineData(@"/ab\Qc+d\Eef", @"/a\Qc+d\Eef")]
    [InlineData(@"/[a-z&&[^b]]cd", "/[a-z&&[^b]]a")]
    [InlineData(@"/[]a]bc", "/[]a]a")]
    [InlineData(@"/ab\", @"/a\")]
    [InlineData("", "")]
    public void Shape_OfARegex_ShortensPlainRunsOnly(string regex, string shape) => RegexShape.Of(regex).Should().Be(shape);

    [Fact]
    public void Verdicts_OfOneShape_AreTriedOnce()
    {
        RegexVerdicts verdicts = new();
        for (int i = 0; i < 2000; i++) verdicts.Compare($@"/v\d+/things/{i}", RegexDialect.Pcre, RegexDialect.Rust);
        verdicts.Count.Should().Be(1);
    }

    [Fact]
    public void Verdict_ThatIsNotAlike_IsOfTheRegexItself() =>
        new RegexVerdicts().Compare("/orders|/things", RegexDialect.Pcre, RegexDialect.Rust).SamplePath.Should().Contain("things");
}
