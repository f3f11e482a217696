using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Tests;

public class VersionAdviceTests
{
    [Theory]
    [InlineData("2.8.0", "2.8.1", null, "280-01", "2.8.2")]
    [InlineData("2.8.0.0", "2.8.1.4", null, "280-01", "2.8.2.0")]
    [InlineData("2.8.2.0", "2.8.2.3", null, "280-02", "2.8.2.4")]
    [InlineData("2.8.2.4", "2.8.4.1", "collector", "280-03", "2.8.4.5")]
    [InlineData("2.8.2.4", "2.8.4.4", "collector", "280-03", "2.8.4.5")]
    [InlineData("2.8.4.14", "3.0.0.0", "", "300-54", "3.0.1.0")]
    [InlineData("3.0.1.0", "3.1.1.1", "", "310-01", "3.1.1.3")]
    [InlineData("3.0.1.0", "3.1.1.2", "", "310-07", "3.1.1.3")]
    [InlineData("3.2.2.5", "3.3.0.0", "openid-connect", "330-09", "3.3.1.0")]
    [InlineData("3.5.0", "3.6.1", "acme", "360-01", "3.7.0")]
    [InlineData("3.5.0.7", "3.6.1.4", "rate-limiting", "360-01", "3.6.1.5")]
    [InlineData("3.5.0.7", "3.6.1.0", "", "360-08", "3.6.1.1")]
    [InlineData("3.2.2", "3.7.1", "opentelemetry", "370-08", "3.8.0")]
    [InlineData("3.2.2.5", "3.7.1.5", "opentelemetry", "370-08", "3.8.0.0")]
    [InlineData("3.7.1.5", "3.8.0.0", "rate-limiting-advanced", "380-07", "3.8.1.1")]
    [InlineData("3.7.1.5", "3.8.1.0", "proxy-cache-advanced", "380-07", "3.8.1.1")]
    [InlineData("3.9.1.2", "3.10.0.1", "", "3100-07", "3.10.0.6")]
    [InlineData("3.9.1.2", "3.10.0.5", "", "3100-08", "3.10.0.6")]
    [InlineData("3.9.1.2", "3.10.0.6", "key-auth", "3100-09", "3.10.0.7")]
    [InlineData("3.9.1.2", "3.10.0.6", "file-log", "3100-10", "3.10.0.7")]
    [InlineData("3.10.0.11", "3.11.0.0", "", "3.11.0.0", "3.11.0.1")]
    public void Advice_AVersionToAvoid_NamesTheRowAndTheNextGoodOne(string from, string to, string? plugin, string row, string nextGood)
    {
        VersionAdvice advice = Advice(from, to, plugin).Should().Contain(a => a.Row == row).Which;

        (advice.Version, advice.NextGood).Should().Be((KongVersion.Parse(to), KongVersion.Parse(nextGood)));
    }

    [Theory]
    [InlineData("2.8.2", "2.8.3", null)]
    [InlineData("2.8.0", "2.8.2", null)]
    [InlineData("2.8.2.0", "2.8.2.4", null)]
    [InlineData("2.8.2.4", "2.8.4.0", "collector")]
    [InlineData("2.8.2.4", "2.8.4.5", "collector")]
    [InlineData("2.8.2.4", "2.8.4.2", "acl")]
    [InlineData("3.0.0.0", "3.0.1.0", null)]
    [InlineData("3.0.2", "3.1.0", null)]
    [InlineData("3.1.1.2", "3.1.1.3", null)]
    [InlineData("3.2.2.5", "3.3.0.0", "acl")]
    [InlineData("3.5.0", "3.6.1", "acl")]
    [InlineData("3.5.0.7", "3.6.1.5", "acme")]
    [InlineData("3.6.1", "3.7.1", "rate-limiting")]
    [InlineData("3.3.1", "3.7.1", "opentelemetry")]
    [InlineData("2.8.5", "3.7.1", "opentelemetry")]
    [InlineData("3.2.2", "3.8.0", "opentelemetry")]
    [InlineData("3.7.1", "3.8.0", "rate-limiting-advanced")]
    [InlineData("3.7.1.5", "3.8.1.0", "rate-limiting")]
    [InlineData("3.9.1.2", "3.10.0.7", "key-auth")]
    [InlineData("3.10.0.11", "3.11.0.1", null)]
    public void Advice_ItsLookAlike_IsLeftAlone(string from, string to, string? plugin) => Advice(from, to, plugin).Should().BeEmpty();

    [Theory]
    [InlineData("2.8.2.3", "2.8.4.14", "280-02")]
    [InlineData("3.1.0.0", "3.2.2.5", "310-01")]
    [InlineData("3.10.0.0", "3.10.0.11", null)]
    [InlineData("3.6.1", "3.9.1", null)]
    public void Advice_AboutWhatRunsNow_IsOnlyWhatStillMatters(string from, string to, string? row) =>
        Advice(from, to, null).Select(a => a.Row).Should().Equal(row is null ? [] : [row]);

    [Fact]
    public void Advice_ThatDependsOnPlugins_IsCertainOnlyWhenThePluginAloneIsEnough()
    {
        Advice("3.9.1.2", "3.10.0.6", "key-auth").Single(a => a.Row == "3100-09").IsCertain.Should().BeTrue();
        Advice("3.9.1.2", "3.10.0.6", null).Single(a => a.Row == "3100-09").IsCertain.Should().BeFalse("nobody said which plugins there are");
        Advice("3.5.0", "3.6.1", "acme").Single(a => a.Row == "360-01").IsCertain.Should().BeFalse("acme may not use redis");
        Advice("3.9.1.2", "3.10.0.1", "").Single(a => a.Row == "3100-07").IsCertain.Should().BeTrue();
    }

    [Theory]
    [InlineData(KongDeployment.HybridControlPlane, true, true)]
    [InlineData(KongDeployment.Unknown, true, false)]
    [InlineData(KongDeployment.Traditional, false, false)]
    public void Advice_ThatDependsOnHybrid_FollowsTheDeployment(KongDeployment deployment, bool given, bool certain)
    {
        VersionAdvice? advice = UpgradePath.Find(KongVersion.Parse("3.0.1.0"), KongVersion.Parse("3.1.0.0"), new() { Deployment = deployment }).Advice.SingleOrDefault();

        (advice is not null, advice?.IsCertain ?? false).Should().Be((given, certain));
    }

    [Fact]
    public void NextGood_WithMoreKnown_IsTheOldestThatIsGoodHere() =>
        UpgradePath.Find(KongVersion.Parse("3.9.1.2"), KongVersion.Parse("3.10.0.0"), new() { Deployment = KongDeployment.Traditional, Plugins = ["acl"] }).Advice.Single().NextGood
            .Should().Be(KongVersion.Parse("3.10.0.2"), "what speaks against 3.10.0.2 to 3.10.0.6 is hybrid's and other plugins'");

    [Theory]
    [InlineData("key-auth", "Avoid 3.10.0.6 with basic-auth or key-auth, as here: the migrations of basic-auth and key-auth run in a wrong order and fail (3100-09). Take 3.10.0.7 or newer.")]
    [InlineData(null, "Avoid 3.10.0.6 with basic-auth or key-auth (not known here): the migrations of basic-auth and key-auth run in a wrong order and fail (3100-09). Take 3.10.0.7 or newer.")]
    public void ToString_OfAdvice_SaysWhenWhyAndWhatInstead(string? plugin, string text) => Advice("3.9.1.2", "3.10.0.6", plugin)[0].ToString().Should().Be(text);

    [Fact]
    public void Rows_OfTheTable_SpeakOfReleasedVersions() =>
        AvoidedTable.Rows.SelectMany(r => new[] { r.Range.First, r.Range.Last, r.Origins?.First, r.Origins?.Last }.OfType<KongVersion>()).Where(v => KnownVersions.Doubt(v) is not null).Should().BeEmpty();

    [Fact]
    public void Branches_InEachEdition_AreInOrderWithPatchesInOrder()
    {
        foreach (bool enterprise in new[] { false, true })
        {
            KongVersion[] all = [.. KnownBranches.All.Where(b => b.IsEnterprise == enterprise).SelectMany(b => b.Released.Count == 0 ? [b.First] : b.Released.SelectMany(r => new[] { r.First, r.Last }))];
            all.Should().BeInAscendingOrder().And.OnlyContain(v => v.IsEnterprise == enterprise);
        }
        KnownBranches.All.Should().OnlyContain(b => b.Released.All(r => b.Holds(r.First) && b.Holds(r.Last)));
        KnownBranches.All.Where(b => b.IsLts).Select(b => b.Name).Distinct().Should().Equal("2.8", "3.4", "3.10", "3.14");
    }

    [Theory]
    [InlineData("3.9.3", null)]
    [InlineData("3.9.4", "3.9.4 is not known here: the newest open-source 3.9 known here is 3.9.3; it may be newer than this library. Look whether it is a typing mistake.")]
    [InlineData("3.4.2.7", "3.4.2.7 is not known here: the patches known here are 3.4.0.0, 3.4.1.0 to 3.4.1.1, 3.4.2.0, 3.4.3.1 to 3.4.3.26. Look whether it is a typing mistake.")]
    [InlineData("3.12.7", "3.12.7 is not known here: 3.12 exists here only as Enterprise, with four numbers. Look whether it is a typing mistake.")]
    [InlineData("2.5.1.9", null)]
    public void Doubt_AboutAVersion_IsSaidOnlyWhereTheListIsKnown(string version, string? doubt) => KnownVersions.Doubt(KongVersion.Parse(version)).Should().Be(doubt);

    private static IReadOnlyList<VersionAdvice> Advice(string from, string to, string? plugin) =>
        UpgradePath.Find(KongVersion.Parse(from), KongVersion.Parse(to), new() { Plugins = plugin is null ? null : plugin.Length == 0 ? [] : [plugin] }).Advice;
}
