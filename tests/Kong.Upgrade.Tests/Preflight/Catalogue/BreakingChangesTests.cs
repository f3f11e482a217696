using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Tests;

/// <summary>Every record of the catalogue is tried with the installations that it names itself.</summary>
public class BreakingChangesTests
{
    public static TheoryData<string> Ids => [.. BreakingChanges.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_OfEachChange_CatchesItsExample(string id) =>
        ExampleInstallation.Evaluate(BreakingChanges.Find(id)!.Record.Catches).Select(f => f.Id).Should().Contain(id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_OfEachChange_LeavesItsLookAlikeAlone(string id) =>
        ExampleInstallation.Evaluate(BreakingChanges.Find(id)!.Record.Leaves).Select(f => f.Id).Should().NotContain(id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void LookAlike_OfEachChange_IsAnUpgradeThatTheChangeConcernsOrSaysWhy(string id)
    {
        ChangeExample leaves = BreakingChanges.Find(id)!.Record.Leaves;
        (BreakingChanges.Find(id)!.Concerns(KongVersion.Parse(leaves.From), KongVersion.Parse(leaves.To)) || leaves.Why is not null).Should().BeTrue("a look-alike that lies beyond the versions tries nothing unless it is about versions");
    }

    [Fact]
    public void Rules_AndChanges_BelongTogetherOneToOne()
    {
        RuleBook.All.Select(r => r.Id).Should().OnlyHaveUniqueItems();
        RuleBook.All.Select(r => r.Id).Should().BeEquivalentTo(BreakingChanges.All.Select(c => c.Id));
    }
}
