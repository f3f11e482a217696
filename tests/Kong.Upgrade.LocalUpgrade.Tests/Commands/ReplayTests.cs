using Kong.Upgrade.Journal;
using Kong.Upgrade.LocalUpgrade.Tests.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Commands;

/// <summary>What there is to say without evidence; with evidence, see RollbackTests.</summary>
public class ReplayTests
{
    [Fact]
    public async Task Replay_WithoutARun_SaysSo() => await SaysAsync(Typed.Settings(SettingsText.Sound), "there is no run in ");

    [Fact]
    public async Task Replay_OfARunWhoseGreenHadNoTraffic_SaysSo()
    {
        string file = Typed.Settings(SettingsText.Sound);
        string run = await Typed.JournalAsync(file, Typed.Entry(JournalMark.Begun, "divert"));

        await SaysAsync(file, $"run {run} kept no evidence of a green with traffic.");
    }

    [Fact]
    public async Task Replay_OfEvidenceThatNobodyCanRead_SaysSo()
    {
        string file = Typed.Settings(SettingsText.Sound);
        await Typed.JournalAsync(file, Typed.Entry(JournalMark.ShareInForce, detail: "100000"), Typed.Entry(JournalMark.Seen, detail: "nonsense"));

        await SaysAsync(file, "that could be read: The evidence 'nonsense");
    }

    [Fact]
    public async Task Replay_WithTheJudgeSwitchedOff_SaysSo() =>
        await SaysAsync(Typed.Settings(SettingsText.With("\"journal\"", "\"judge\": { \"enabled\": false }, \"gates\": { \"maxErrorRate\": 0.01 }, \"journal\"")), "the settings switch the judge off");

    private static async Task SaysAsync(string file, string expected)
    {
        (int code, string output) = await Typed.RunAsync("replay", "--settings", file);

        code.Should().Be(1);
        output.Should().StartWith("NOTHING WAS JUDGED: ").And.Contain(expected);
    }
}
