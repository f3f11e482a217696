namespace Kong.Upgrade.Tests;

public class KongVersionTests
{
    private const string WhatIsAccepted = " Write three numbers for Kong OSS (3.9.1), or four for Kong Enterprise (3.4.3.1 or 3.4.3.1-enterprise-edition).";

    [Theory]
    [InlineData("3.9.1", 3, 9, 1, null, "3.9.1")]
    [InlineData("0.0.0", 0, 0, 0, null, "0.0.0")]
    [InlineData("2.8.2", 2, 8, 2, null, "2.8.2")]
    [InlineData("3.10.0", 3, 10, 0, null, "3.10.0")]
    [InlineData("3.4.3.1", 3, 4, 3, 1, "3.4.3.1-enterprise-edition")]
    [InlineData("3.4.3.0-enterprise-edition", 3, 4, 3, 0, "3.4.3.0-enterprise-edition")]
    [InlineData("2147483647.0.1", int.MaxValue, 0, 1, null, "2147483647.0.1")]
    public void Parse_ReleasedVersion_HasItsNumbers(string text, int major, int minor, int patch, int? fourth, string written)
    {
        KongVersion version = KongVersion.Parse(text);

        (version.Major, version.Minor, version.Patch, version.EnterprisePatch).Should().Be((major, minor, patch, fourth));
        version.IsEnterprise.Should().Be(fourth is not null);
        version.ToString().Should().Be(written);
    }

    [Theory]
    [InlineData(null, "'' is not a version of Kong.")]
    [InlineData("", "'' is not a version of Kong.")]
    [InlineData("latest", "'latest' is not a version of Kong.")]
    [InlineData("3", "'3' has 1 number.")]
    [InlineData("3.9", "'3.9' has 2 numbers.")]
    [InlineData("3.9.x", "'3.9.x' is not a version of Kong.")]
    [InlineData("3.9.", "'3.9.' is not a version of Kong.")]
    [InlineData("3..1", "'3..1' is not a version of Kong.")]
    [InlineData(" 3.9.1", "' 3.9.1' is not a version of Kong.")]
    [InlineData("3.9.1\n", "'3.9.1\n' is not a version of Kong.")]
    [InlineData("v3.9.1", "'v3.9.1' is not a version of Kong.")]
    [InlineData("+3.9.1", "'+3.9.1' is not a version of Kong.")]
    [InlineData("-3.9.1", "'-3.9.1' is not a version of Kong.")]
    [InlineData("3,9,1", "'3,9,1' is not a version of Kong.")]
    [InlineData("٣.9.1", "'٣.9.1' is not a version of Kong.")]
    [InlineData("3.9.2147483648", "'3.9.2147483648' is not a version of Kong.")]
    [InlineData("3.4.3.1.0", "'3.4.3.1.0' has 5 numbers.")]
    [InlineData("3.4-enterprise-edition", "'3.4-enterprise-edition' has 2 numbers.")]
    [InlineData("3.4.3-enterprise-edition", "'3.4.3-enterprise-edition' says Enterprise but has three numbers.")]
    [InlineData("3.9.1-alpha.1", "'3.9.1-alpha.1' has the unknown suffix '-alpha.1'; pre-releases and builds of one's own are not known here.")]
    [InlineData("3.4.3.1-enterprise", "'3.4.3.1-enterprise' has the unknown suffix '-enterprise'; pre-releases and builds of one's own are not known here.")]
    [InlineData("3.4.3.1-Enterprise-Edition", "'3.4.3.1-Enterprise-Edition' has the unknown suffix '-Enterprise-Edition'; pre-releases and builds of one's own are not known here.")]
    public void Parse_AnythingElse_SaysWhatIsWrongAndWhatIsRight(string? text, string problem)
    {
        Action parse = () => KongVersion.Parse(text!);

        parse.Should().Throw<FormatException>().Which.Message.Should().Be(problem + WhatIsAccepted);
        KongVersion.TryParse(text, out KongVersion? version).Should().BeFalse();
        version.Should().BeNull();
    }

    [Fact]
    public void Parse_ThroughGenericInterfaces_IsTheSame()
    {
        Parsed<KongVersion>("3.9.1").Should().Be(KongVersion.Parse("3.9.1"));
        KongVersion.Parse("3.9.1".AsSpan(), null).Should().Be(KongVersion.Parse("3.9.1"));
        KongVersion.TryParse("3.9.1", null, out KongVersion? fromText).Should().BeTrue();
        KongVersion.TryParse("3.9.1".AsSpan(), null, out KongVersion? fromSpan).Should().BeTrue();
        fromText.Should().Be(fromSpan!);
        KongVersion.TryParse("3.9".AsSpan(), null, out _).Should().BeFalse();

        static T Parsed<T>(string text)
            where T : IParsable<T> => T.Parse(text, null);
    }

    [Theory]
    [InlineData("3.9.0", "3.9.0", VersionDistance.Same)]
    [InlineData("3.9.0", "3.9.1", VersionDistance.Patch)]
    [InlineData("3.9.0", "3.9.7", VersionDistance.Patch)]
    [InlineData("3.9.1", "3.9.0", VersionDistance.Backwards)]
    [InlineData("3.8.0", "3.9.0", VersionDistance.NextMinor)]
    [InlineData("3.8.9", "3.9.0", VersionDistance.NextMinor)]
    [InlineData("3.7.0", "3.9.0", VersionDistance.SeveralMinors)]
    [InlineData("3.9.0", "3.8.9", VersionDistance.Backwards)]
    [InlineData("2.8.5", "3.0.0", VersionDistance.Major)]
    [InlineData("2.8.5", "4.8.5", VersionDistance.Major)]
    [InlineData("3.0.0", "2.9.9", VersionDistance.Backwards)]
    [InlineData("3.4.3.1", "3.4.3.2", VersionDistance.Patch)]
    [InlineData("3.4.3.5", "3.4.4.0", VersionDistance.Patch)]
    [InlineData("3.4.3.1", "3.4.3.1-enterprise-edition", VersionDistance.Same)]
    [InlineData("3.4.3.2", "3.4.3.1", VersionDistance.Backwards)]
    [InlineData("3.4.3.1", "3.5.0.0", VersionDistance.NextMinor)]
    [InlineData("3.4.3.1", "3.10.0.0", VersionDistance.SeveralMinors)]
    [InlineData("2.8.4.9", "3.0.0.0", VersionDistance.Major)]
    [InlineData("3.9.1", "3.9.1.0", VersionDistance.OtherEdition)]
    [InlineData("3.9.1.0", "3.9.1", VersionDistance.OtherEdition)]
    public void DistanceTo_AnyTwo_IsTheStepBetweenThem(string from, string to, VersionDistance distance)
    {
        KongVersion.Parse(from).DistanceTo(KongVersion.Parse(to)).Should().Be(distance);
        KongVersion.Parse(from).IsPatchUpgradeTo(KongVersion.Parse(to)).Should().Be(distance is VersionDistance.Patch);
    }

    [Fact]
    public void DistanceTo_Nothing_Throws() =>
        ((Action)(() => KongVersion.Parse("3.9.1").DistanceTo(null!))).Should().Throw<ArgumentNullException>();
}
