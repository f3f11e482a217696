using CsCheck;
using Kong.Upgrade.Preflight.Regexes.Paths;

namespace Kong.Upgrade.Tests;

public class RoutePathTests
{
    private static readonly KongVersion old = KongVersion.Parse("2.8.5"), recent = KongVersion.Parse("3.4.2");

    // 300-01 and Kong's own source: what 2.8 takes for a regex needs a tilde in 3.0.
    [Theory]
    [InlineData("/plain-1._~/%20", false, false)]
    [InlineData(@"/foo\d+", true, false)]
    [InlineData("/a+b", true, false)]
    [InlineData("/café", true, false)]
    [InlineData("/a b", true, false)]
    [InlineData(@"~/foo\d+", true, true)]
    [InlineData("~/plain", true, true)]
    [InlineData("/~user", false, false)]
    [InlineData("", false, false)]
    public void IsRegex_APath_FollowsEachVersionsRule(string path, bool before, bool since) =>
        (RoutePath.IsRegex(path, old), RoutePath.IsRegex(path, recent)).Should().Be((before, since));

    [Theory]
    [InlineData(@"/foo\d+", @"/foo\d+", null)]
    [InlineData(@"~/foo\d+", @"/foo\d+", @"/foo\d+")]
    [InlineData("/plain", null, null)]
    [InlineData("/a%2Eb+", @"/a\.b+", null)]
    [InlineData("~/a%2Eb+", @"/a\.b+", "/a%2Eb+")]
    [InlineData("/a%2fb(c)", "/a%2Fb(c)", null)]
    [InlineData("/caf%C3%A9(x)", "/café(x)", null)]
    public void Regex_APath_IsWhatTheVersionMatchesWith(string path, string? before, string? since) =>
        (RoutePath.Regex(path, old), RoutePath.Regex(path, recent)).Should().Be((before, since));

    // kong-facts 12.3: each seen on real Kong, before and after one run of 'up -f'.
    [Theory]
    [InlineData(@"~/foo\d+", @"~~/foo\d+", nameof(ForceDamage.NeverMatches))]
    [InlineData("/a+b", "~/a+b", nameof(ForceDamage.BecomesRegex))]
    [InlineData("/u@v", "~/u@v", nameof(ForceDamage.BecomesRegex))]
    [InlineData("/x:y", "~/x:y", nameof(ForceDamage.BecomesRegex))]
    [InlineData("/s*", "~/s*", nameof(ForceDamage.BecomesRegex))]
    [InlineData("/caf%C3%A9", "/café", nameof(ForceDamage.Rewritten))]
    [InlineData("/café", "~/café", nameof(ForceDamage.BecomesRegex))]
    [InlineData("/plain", "/plain", nameof(ForceDamage.None))]
    [InlineData("~/plain", "~/plain", nameof(ForceDamage.None))]
    [InlineData("~~/foo+", "~~~/foo+", nameof(ForceDamage.NeverMatches))]
    [InlineData("/a%2fb", "/a%2Fb", nameof(ForceDamage.Rewritten))]
    [InlineData("/a//b/./c/../d/", "/a/b/d/", nameof(ForceDamage.Rewritten))]
    public void AfterMigration_APathOfTheRecordedTable_IsWhatKongMadeOfIt(string path, string after, string damage) =>
        (RoutePath.AfterMigration(path), RoutePath.DamageByForce(path).ToString()).Should().Be((after, damage));

    [Fact]
    public void AfterMigration_Twice_GivesAPlainPathThatBecameARegexItsSecondTilde() =>
        RoutePath.AfterMigration(RoutePath.AfterMigration("/a+b")).Should().Be("~~/a+b");

    [Theory]
    [InlineData("~~/a", true)]
    [InlineData("~~~/a", true)]
    [InlineData("~/a~~", false)]
    [InlineData("/~~", false)]
    public void HasDoubleTilde_APath_LooksAtItsStartOnly(string path, bool expected) => RoutePath.HasDoubleTilde(path).Should().Be(expected);

    [Fact]
    public void AfterMigration_AnyPath_KeepsPlainOnesPlainAndGivesOthersATilde() =>
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char["/%.~\u00E9"]), 0, 20].Select(t => "/" + t).Sample(
            path =>
            {
                RoutePath.AfterMigration(path).StartsWith('~').Should().Be(RoutePath.IsRegex(path, old));
                if (RoutePath.IsRegex(path, old)) RoutePath.AfterMigration(path)[1..].Should().Be(RoutePath.Regex(path, old));
            });
}
