using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Tests;

public class UpgradePathTests
{
    [Theory]
    [InlineData("3.9.0", "3.9.1", "3.9.0 → 3.9.1")]
    [InlineData("3.6.0.0", "3.6.1.8", "3.6.0.0 → 3.6.1.8")]
    [InlineData("3.8.1", "3.9.1", "3.8.1 → 3.9.1")]
    [InlineData("3.9.1.2", "3.10.0.11", "3.9.1.2 → 3.10.0.11")]
    [InlineData("2.8.5", "3.4.2", "2.8.5 → 3.4.2")]
    [InlineData("2.8.2", "3.5.0", "2.8.2 → 3.4.x → 3.5.0")]
    [InlineData("2.8.4.14", "3.10.0.11", "2.8.4.14 → 3.4.x → 3.10.0.11")]
    [InlineData("2.8.4.14", "3.14.0.2", "2.8.4.14 → 3.4.x → 3.10.x → 3.14.0.2")]
    [InlineData("3.4.3.26", "3.12.0.6", "3.4.3.26 → 3.10.x → 3.11.x → 3.12.0.6")]
    [InlineData("3.5.0.7", "3.9.1.2", "3.5.0.7 → 3.6.x → 3.7.x → 3.8.x → 3.9.1.2")]
    [InlineData("3.2.2", "3.4.2", "3.2.2 → 3.3.x → 3.4.2")]
    [InlineData("2.8.1", "3.4.2", "2.8.1 → 2.8.x → 3.4.2")]
    [InlineData("2.8.1.4", "3.10.0.7", "2.8.1.4 → 2.8.x → 3.4.x → 3.10.0.7")]
    [InlineData("2.8.1", "2.8.5", "2.8.1 → 2.8.5")]
    [InlineData("2.6.1", "3.4.2", "2.6.1 → 2.7.x → 2.8.x → 3.4.2")]
    [InlineData("2.0.5", "2.1.4", "2.0.5 → 2.1.4")]
    public void Find_AWayOfGuaranteedSteps_NamesTheStops(string from, string to, string line)
    {
        UpgradePath path = Find(from, to);

        path.ToString().Should().Be(line);
        path.Standing.Should().Be(UpgradePathStanding.Guaranteed);
        path.Steps.Should().OnlyContain(s => s.IsGuaranteed);
        path.Describe().Should().StartWith(line + ": Kong guarantees ");
    }

    [Theory]
    [InlineData("2.8.5", "3.0.2", "2.8.5 → 3.0.2", "Kong does not guarantee this step.")]
    [InlineData("2.8.5", "3.2.2", "2.8.5 → 3.0.x → 3.1.x → 3.2.2", "Kong does not guarantee 2.8.5 → 3.0.x, but every other step; each is an upgrade of its own.")]
    [InlineData("1.5.1", "3.4.2", "1.5.1 → 2.1.x → 2.2.x → 2.3.x → 2.4.x → 2.5.x → 2.6.x → 2.7.x → 2.8.x → 3.4.2", "Kong does not guarantee 1.5.1 → 2.1.x, but every other step; each is an upgrade of its own.")]
    [InlineData("1.0.0", "2.1.0", "1.0.0 → 2.1.0", "Kong does not guarantee this step.")]
    [InlineData("3.4.2", "3.9.1", "3.4.2 → 3.5.x → 3.7.x → 3.8.x → 3.9.1", "Kong does not guarantee 3.5.x → 3.7.x, but every other step; each is an upgrade of its own.")]
    [InlineData("3.2.2", "3.8.1", "3.2.2 → 3.3.x → 3.4.x → 3.5.x → 3.8.1", "Kong does not guarantee 3.5.x → 3.8.1, but every other step; each is an upgrade of its own.")]
    public void Find_AWayWithAStepThatKongDoesNotGuarantee_SaysWhich(string from, string to, string line, string reason)
    {
        UpgradePath path = Find(from, to);

        path.ToString().Should().Be(line);
        path.Standing.Should().Be(UpgradePathStanding.NotGuaranteed);
        path.Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData("3.4.2", "3.9.1", "key-auth", "3.4.2 → 3.5.x → 3.6.x → 3.7.x → 3.8.x → 3.9.1")]
    [InlineData("3.4.2", "3.9.1", "acme", "3.4.2 → 3.5.x → 3.7.x → 3.8.x → 3.9.1")]
    [InlineData("3.2.2", "3.8.1", "key-auth", "3.2.2 → 3.3.x → 3.4.x → 3.5.x → 3.6.x → 3.7.x → 3.8.1")]
    [InlineData("3.2.2", "3.8.1", "opentelemetry", "3.2.2 → 3.3.x → 3.4.x → 3.5.x → 3.8.1")]
    [InlineData("3.3.1", "3.8.1", "opentelemetry", "3.3.1 → 3.4.x → 3.5.x → 3.6.x → 3.7.x → 3.8.1")]
    public void Find_WithKnownPlugins_LeavesOutOnlyWhatConcernsThem(string from, string to, string plugin, string line) =>
        Find(from, to, new() { Plugins = [plugin] }).ToString().Should().Be(line);

    [Fact]
    public void Find_AStop_SaysTheOldestPatchThatIsGoodAndTheNewestKnown()
    {
        PathStop stop = Find("3.5.0.7", "3.7.1.5").Steps[0].To;

        (stop.IsExact, stop.AtLeast, stop.NewestKnown).Should().Be((false, KongVersion.Parse("3.6.1.5"), KongVersion.Parse("3.6.1.8")));
        Find("3.4.3.26", "3.14.0.2").Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("3.10.0.7"));
        Find("2.8.1.4", "3.4.3.26").Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("2.8.4.5"));
        Find("2.7.2", "3.4.2").Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("2.8.2"));
        Find("3.10.0.11", "3.12.0.6").Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("3.11.0.1"));
        Find("3.7.1.5", "3.9.1.2").Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("3.8.1.1"));
    }

    [Theory]
    [InlineData("3.9.1", "3.9.0", "3.9.1 → 3.9.0: no path. 3.9.0 is older, and Kong has no migrations back. To go back restore the backup.\n")]
    [InlineData("3.9.1", "3.9.1", "3.9.1 → 3.9.1: no path. Both are the same version; there is nothing to upgrade.\n")]
    [InlineData("3.9.1", "3.9.1.2", "3.9.1 → 3.9.1.2: no path. One is open source, the other Enterprise; that is a conversion (kong migrations migrate-community-to-enterprise), no upgrade. Stay within one edition.\n")]
    [InlineData("3.9.1", "3.10.0", "3.9.1 → 3.10.0: no path. Nobody publishes open-source Kong 3.10 ready to install: the last such versions are 3.9.x. 3.10.0 is not known here: 3.10 exists here only as Enterprise, with four numbers. Look whether it is a typing mistake. Stay on 3.9.x, or convert to Enterprise first (3100-15).\n")]
    public void Find_NoWay_IsAnAnswerWithTheReason(string from, string to, string text)
    {
        UpgradePath path = Find(from, to);

        path.Describe().Should().Be(text);
        path.ToString().Should().Be(text[..(text.IndexOf(". ", StringComparison.Ordinal))]);
        (path.Standing, path.Steps.Count, path.Direct, path.Advice.Count).Should().Be((UpgradePathStanding.NoPath, 0, null, 0));
    }

    [Theory]
    [InlineData("3.10.0.1", "4.0.0.0", "4.0.0.0 is not known here: there is no Enterprise 4.0 here; what is known ends with 3.15, and it may be newer than this library. Look whether it is a typing mistake.")]
    [InlineData("0.14.1", "3.9.1", "0.14.1 is not known here: there is no open-source 0.14 here; what is known ends with 3.9, and it may be newer than this library. Look whether it is a typing mistake.")]
    [InlineData("2.9.0", "3.9.1", "2.9.0 is not known here: there is no open-source 2.9 here; what is known ends with 3.9, and it may be newer than this library. Look whether it is a typing mistake.")]
    [InlineData("1.2.3.0", "3.4.0.0", "1.2.3.0 is not known here: 1.2 exists here only as open source, with three numbers. Look whether it is a typing mistake.")]
    [InlineData("1.5.1", "2.0.5", "Nothing is known here about the steps between 1.5 and 2.0 of this edition.")]
    public void Find_AVersionThatIsNotKnown_SaysSoAndNothingElse(string from, string to, string reason)
    {
        UpgradePath path = Find(from, to);

        (path.Standing, path.Reason, path.Steps.Count).Should().Be((UpgradePathStanding.Unknown, reason, 0));
        path.ToString().Should().Be($"{from} → {to}: not known here");
    }

    [Fact]
    public void Find_APatchThatIsNotKnown_StillHasAWayAndARemark()
    {
        UpgradePath path = Find("3.12.0.6", "3.12.7.0");

        path.Standing.Should().Be(UpgradePathStanding.Guaranteed);
        path.Remarks.Should().Equal("3.12.7.0 is not known here: the newest Enterprise 3.12 known here is 3.12.0.6; it may be newer than this library. Look whether it is a typing mistake.");
    }

    [Theory]
    [InlineData("2.8.5", "3.9.1", true)]
    [InlineData("3.4.2", "3.9.1", true)]
    [InlineData("3.5.0", "3.9.1", false)]
    public void Direct_WhatPeopleDoAllTheSame_IsPossibleAndNotGuaranteed(string from, string to, bool tried)
    {
        PathStep direct = Find(from, to).Direct!;

        (direct.ToString(), direct.IsGuaranteed, direct.IsBlueGreenPossible).Should().Be(($"{from} → {to}", false, true));
        direct.Why.Should().StartWith("Kong's migrations do go straight, and people do it; Kong's documents guarantee nothing about it.").And.EndWith("Rehearse it on a copy of the database.");
        direct.Why.Contains("tried for this library on real nodes", StringComparison.Ordinal).Should().Be(tried);
    }

    [Theory]
    [InlineData("2.0.5", "3.4.2")]
    [InlineData("1.5.1", "3.4.2")]
    [InlineData("3.9.0", "3.9.1")]
    [InlineData("3.4.3.26", "3.10.0.11")]
    public void Direct_WhereMigrationsRefuseOrTheWayIsOneStep_IsNone(string from, string to) => Find(from, to).Direct.Should().BeNull();

    [Theory]
    [InlineData("3.1.0.0", KongDeployment.HybridControlPlane, "3.1.0.0 → 3.1.x → 3.2.x → 3.3.1.1")]
    [InlineData("3.1.1.1", KongDeployment.HybridControlPlane, "3.1.1.1 → 3.1.x → 3.2.x → 3.3.1.1")]
    [InlineData("3.1.1.2", KongDeployment.HybridControlPlane, "3.1.1.2 → 3.2.x → 3.3.1.1")]
    [InlineData("3.1.0.0", KongDeployment.Traditional, "3.1.0.0 → 3.2.x → 3.3.1.1")]
    public void Find_HybridThatSpeaksOnlyRpc_StopsWhereBothProtocolsAre(string from, KongDeployment deployment, string line)
    {
        UpgradePath path = Find(from, "3.3.1.1", new() { Deployment = deployment });

        path.ToString().Should().Be(line);
        if (path.Steps.Count == 3) path.Steps[0].To.AtLeast.Should().Be(KongVersion.Parse("3.1.1.3"));
    }

    [Fact]
    public void Steps_FromBelowTheFloor_AreNotForBlueGreen()
    {
        Find("2.8.1", "3.4.2").Steps.Select(s => s.IsBlueGreenPossible).Should().Equal(false, true);
        Find("2.8.1.4", "2.8.2.0").Steps.Single().IsBlueGreenPossible.Should().BeFalse();
        Find("2.8.2.0", "2.8.2.4").Steps.Single().IsBlueGreenPossible.Should().BeTrue();
        Find("2.8.1", "3.4.2", new() { Deployment = KongDeployment.DbLess }).ToString().Should().Be("2.8.1 → 3.4.2", "the floor is blue-green's");
    }

    [Theory]
    [InlineData("3.4.2", "3.7.1", "hear of each other's", true)]
    [InlineData("3.7.1", "3.8.1", "hear of each other's", false)]
    [InlineData("3.4.2", "3.5.0", "hear of each other's", false)]
    [InlineData("3.9.1.2", "3.10.0.11", "3100-12", true)]
    [InlineData("3.4.3.26", "3.10.0.11", "3100-12", false)]
    [InlineData("2.8.4.14", "3.4.3.26", "310-08", true)]
    [InlineData("2.8.5", "3.4.2", "310-08", false)]
    [InlineData("2.8.5", "3.4.2", "300-56", true)]
    [InlineData("3.4.2", "3.5.0", "300-56", false)]
    public void Steps_WithSomethingParticular_SaySo(string from, string to, string source, bool says) =>
        Find(from, to, new() { Deployment = KongDeployment.HybridControlPlane }).Steps.SelectMany(s => s.Remarks).Any(r => r.Contains(source, StringComparison.Ordinal)).Should().Be(says);

    [Theory]
    [InlineData("3.8.1.2", "3.9.1.2", "2025-12-12", null)]
    [InlineData("3.8.1.2", "3.9.1.2", "2025-12-13", "Kong's support of 3.9 ended on 2025-12-12: there are no more patches, at most a year of help without any. Still supported: 3.10 LTS until 2028-03-31, 3.11 until 2026-07-03, 3.12 until 2026-10-01, 3.13 until 2026-12-18, 3.14 LTS until 2029-04-07.")]
    [InlineData("3.8.1", "3.9.3", "2026-01-01", "Kong's support of 3.9 ended on 2025-12-12: there are no more patches, at most a year of help without any.")]
    [InlineData("3.14.0.2", "3.15.0.0", "2026-01-01", "When Kong's support of 3.15 ends is not known here.")]
    [InlineData("3.8.1.2", "3.9.1.2", null, null)]
    public void Remarks_ATargetOutOfSupport_IsSaidForTheDayThatIsGiven(string from, string to, string? day, string? remark)
    {
        UpgradePath path = Find(from, to, new() { Today = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });

        path.Remarks.Should().Equal(remark is null ? [] : [remark]);
        path.Standing.Should().Be(UpgradePathStanding.Guaranteed, "it is advice");
    }

    [Theory]
    [InlineData("2.8.5", "3.9.1", "path-direct-jump")]
    [InlineData("2.8.1.4", "3.10.0.3", "path-lts")]
    public void Describe_AWay_IsTextForPeople(string from, string to, string approved) =>
        Support.ApprovedText.Check(Find(from, to, new() { Deployment = KongDeployment.Traditional, Today = new(2026, 6, 1) }).Describe(), approved);

    [Fact]
    public void Find_WithoutAVersion_Throws()
    {
        ((Action)(() => UpgradePath.Find(null!, KongVersion.Parse("3.9.1")))).Should().Throw<ArgumentNullException>();
        ((Action)(() => UpgradePath.Find(KongVersion.Parse("3.9.1"), null!))).Should().Throw<ArgumentNullException>();
    }

    private static UpgradePath Find(string from, string to, UpgradeCircumstances? circumstances = null) => UpgradePath.Find(KongVersion.Parse(from), KongVersion.Parse(to), circumstances);
}
