using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Tests;

public class VersionSetTests
{
    [Theory]
    [InlineData("3.6.0", "", "3.6.0", true)]
    [InlineData("3.6.0", "", "3.5.9", false)]
    [InlineData("3.6.0", "", "4.0.0", true)]
    [InlineData("3.6.0 3.4.3.5", "", "3.4.3.5", true)]      // carried back
    [InlineData("3.6.0 3.4.3.5", "", "3.4.3.4", false)]
    [InlineData("3.6.0 3.4.3.5", "", "3.4.2", false)]       // open source never got it there
    [InlineData("3.6.0 3.4.3.5", "", "3.5.0.7", false)]     // nor did the branch between
    [InlineData("3.4.3.5 3.6.0", "", "3.6.1.2", true)]      // in any order
    [InlineData("3.6.0", "3.7.0 3.6.1.5", "3.6.1", true)]   // mended in the next minor, and in a patch of Enterprise
    [InlineData("3.6.0", "3.7.0 3.6.1.5", "3.6.1.5", false)]
    [InlineData("3.6.0", "3.7.0 3.6.1.5", "3.7.0", false)]
    [InlineData("", "", "2.8.2", true)]                     // every version
    public void Contains_AVersion_ByItsBranch(string since, string until, string version, bool contains) =>
        Set(since, until).Contains(KongVersion.Parse(version)).Should().Be(contains);

    [Theory]
    [InlineData(ChangeTrigger.Crossing, "3.4.2", "3.6.1", true)]
    [InlineData(ChangeTrigger.Crossing, "3.4.2", "3.9.1", false)]   // over the defect, not into it
    [InlineData(ChangeTrigger.Crossing, "3.6.0", "3.6.1", false)]   // blue has it already
    [InlineData(ChangeTrigger.Target, "3.6.0", "3.6.1", true)]
    [InlineData(ChangeTrigger.Target, "3.6.1", "3.9.1", false)]
    [InlineData(ChangeTrigger.Either, "3.6.1", "3.9.1", true)]
    [InlineData(ChangeTrigger.Either, "3.4.2", "3.9.1", false)]
    [InlineData(ChangeTrigger.Always, "3.4.2", "3.9.1", true)]
    public void Concerns_AnUpgrade_AsItsTriggerSays(ChangeTrigger trigger, string from, string to, bool concerns) =>
        Change(trigger, ChangeEditions.Both).Concerns(KongVersion.Parse(from), KongVersion.Parse(to)).Should().Be(concerns);

    [Theory]
    [InlineData(ChangeEditions.Both, "3.6.1", true)]
    [InlineData(ChangeEditions.Both, "3.6.1.0", true)]
    [InlineData(ChangeEditions.OpenSource, "3.6.1.0", false)]
    [InlineData(ChangeEditions.Enterprise, "3.6.1", false)]
    [InlineData(ChangeEditions.Enterprise, "3.6.1.0", true)]
    public void Concerns_AnEdition_ThatHasIt(ChangeEditions editions, string to, bool concerns) =>
        Change(ChangeTrigger.Crossing, editions).Concerns(KongVersion.Parse(to.Length == 5 ? "3.4.2" : "3.4.3.1"), KongVersion.Parse(to)).Should().Be(concerns);

    private static VersionSet Set(string since, string until) => VersionSet.Of(Record(since, until, ChangeTrigger.Crossing, ChangeEditions.Both));

    private static BreakingChange Change(ChangeTrigger trigger, ChangeEditions editions) => Record("3.6.0", "3.7.0", trigger, editions) is var record ? new(record, VersionSet.Of(record)) : null!;

    private static ChangeRecord Record(string since, string until, ChangeTrigger trigger, ChangeEditions editions) => new()
    {
        Id = "X",
        Since = since.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Until = until.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Editions = editions,
        Trigger = trigger,
        Severity = FindingSeverity.Warning,
        Area = "",
        Title = "",
        LookFor = "",
        Remedy = "",
        Source = "",
        Catches = new() { From = "3.4.2", To = "3.6.1" },
        Leaves = new() { From = "3.4.2", To = "3.6.1" },
    };
}
