using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Rules;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

/// <summary>Every record of the catalogue is tried with the installations that it names itself.</summary>
public partial class BreakingChangesTests
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

    [Fact]
    public void Catalogue_HoldsEveryRowOfTheFacts()
    {
        string facts = Recordings.Find("../kong-facts.md");
        string[] rows = [.. File.ReadLines(facts).Select(l => Row().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value)];
        rows.Should().HaveCount(230, "so many does the issue name");
        rows.Except(BreakingChanges.All.Select(c => c.Id)).Should().BeEmpty();
    }

    [Fact]
    public void Records_OfTheCatalogue_SayEverythingThatAPersonNeeds()
    {
        foreach (BreakingChange change in BreakingChanges.All)
        {
            new[] { change.Title, change.LookFor, change.Remedy, change.Source, change.Area }.Should().NotContain(text => string.IsNullOrWhiteSpace(text), change.Id);
            (change.Severity, change.Editions, change.Trigger).Should().NotBe((default, default, default), change.Id);
            change.Source.Should().NotContain("/work", change.Id);
        }
    }

    [Fact]
    public void Find_OfAnIdThatIsNotKnown_IsNothing() => BreakingChanges.Find("999-99").Should().BeNull();

    // Rows of the table in section 7: "| 300-03 | 3.0 | …".
    [GeneratedRegex(@"^\| ((?:\d{3,4}|ANY)-\d{2}) \| ")]
    private static partial Regex Row();
}
