using CsCheck;
using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Tests;

public class UpgradePathLawTests
{
    private static readonly KongVersion[] released = [.. KnownBranches.All.SelectMany(b => b.Released).SelectMany(r => new[] { r.First, r.Last }).Distinct()];

    private static readonly string[]?[] pluginLists = [null, [], ["acme"], ["opentelemetry", "key-auth"], ["file-log", "collector"]];

    // Real ones mostly; strange ones must do no harm.
    private static readonly Gen<KongVersion> versions = Gen.Frequency(
        (4, Gen.Int[0, released.Length - 1].Select(i => released[i])),
        (1, Gen.Select(Gen.Int[0, 4], Gen.Int[0, 17], Gen.Int[0, 5], Gen.Int[-1, 30], (a, b, c, d) => new KongVersion(a, b, c, d < 0 ? null : d))));

    private static readonly Gen<UpgradeCircumstances> circumstances = Gen.Select(
        Gen.Enum<KongDeployment>(), Gen.Int[0, pluginLists.Length - 1].Select(i => pluginLists[i]),
        (deployment, plugins) => new UpgradeCircumstances { Deployment = deployment, Plugins = plugins, Today = new(2026, 6, 1) });

    [Fact]
    public void Find_AnyTwoVersions_HasAnAnswerWithAReason() => Each((path, _) =>
    {
        path.Standing.Should().BeDefined();
        path.Reason.Should().EndWith(".");
        path.ToString().Should().NotContain("\n");
        path.Describe().Should().StartWith(path.ToString()).And.EndWith("\n");
        (path.Steps.Count > 0).Should().Be(path.Standing is UpgradePathStanding.Guaranteed or UpgradePathStanding.NotGuaranteed);
    });

    [Fact]
    public void Find_AnyWay_BeginsAndEndsWhereItShouldAndRises() => Each((path, _) =>
    {
        if (path.Steps.Count == 0) return;
        (path.Steps[0].From.AtLeast, path.Steps[^1].To.AtLeast, path.Steps[0].From.IsExact, path.Steps[^1].To.IsExact).Should().Be((path.From, path.To, true, true));
        path.Steps.Zip(path.Steps.Skip(1)).Should().OnlyContain(p => p.First.To == p.Second.From);
        path.Steps.Should().OnlyContain(s => s.From.AtLeast < s.To.AtLeast && s.From.AtLeast.IsEnterprise == s.To.AtLeast.IsEnterprise);
    });

    [Fact]
    public void Find_AnyStep_IsOfTheKindItSaysAndGuaranteedOnlyWhereKongDoes() => Each((path, _) =>
    {
        foreach (PathStep step in path.Steps)
        {
            KongVersion from = step.From.AtLeast, to = step.To.AtLeast;
            bool isLts = (VersionText.BranchOf(from), VersionText.BranchOf(to)) is ("2.8", "3.4") or ("3.4", "3.10") or ("3.10", "3.14");
            step.IsGuaranteed.Should().Be(isLts || from.DistanceTo(to) is VersionDistance.Patch or VersionDistance.NextMinor);
        }
        if (path.Steps.Count > 0) (path.Standing is UpgradePathStanding.Guaranteed).Should().Be(path.Steps.All(s => s.IsGuaranteed));
    });

    [Fact]
    public void Find_AnyStop_HasNothingAgainstItFromItsOldestGoodPatchOn() => Each((path, known) =>
    {
        VersionAdvisor advisor = new(path.From, known);
        foreach (PathStop stop in path.Steps.Select(s => s.To).Where(s => !s.IsExact))
            foreach (KongVersion patch in released.Where(v => KnownBranches.Find(stop.AtLeast)!.Holds(v) && v >= stop.AtLeast).Append(stop.AtLeast))
                advisor.Against(patch).Should().BeEmpty($"{patch} is a stop of {path}");
    });

    [Fact]
    public void Find_AnyDirectJump_IsNeverCalledGuaranteed() => Each((path, _) =>
    {
        if (path.Direct is { } direct) (direct.IsGuaranteed, direct.From.AtLeast, direct.To.AtLeast, path.Steps.Count > 1).Should().Be((false, path.From, path.To, true));
    });

    [Fact]
    public void Advice_AnyNextGood_IsNewerAndGoodItself() => Each((path, known) =>
    {
        foreach (VersionAdvice advice in path.Advice.Where(a => a.NextGood is not null))
        {
            (advice.NextGood > advice.Version).Should().BeTrue();
            new VersionAdvisor(path.From, known).Against(advice.NextGood!).Should().BeEmpty();
            KnownVersions.Doubt(advice.NextGood!).Should().BeNull();
        }
    });

    private static void Each(Action<UpgradePath, UpgradeCircumstances> law) =>
        Gen.Select(versions, versions, circumstances).Sample((from, to, known) => law(UpgradePath.Find(from, to, known), known), iter: 1000);
}
