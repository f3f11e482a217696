using Kong.Upgrade.LocalUpgrade.Tests.Settings;
using LocalUpgrade.Commands;

namespace Kong.Upgrade.LocalUpgrade.Tests.Commands;

public class ExplainTests
{
    [Fact]
    public async Task Explain_OfAnId_NeedsNoSettingsAndSaysWhatToDo()
    {
        (int code, string output) = await Typed.RunAsync("explain", "300-27");

        code.Should().Be(0);
        output.Should().StartWith("300-27: ").And.Contain("\n  touches   plugin aws-lambda\n").And.Contain("\n  look for  ").And.Contain("\n  do        Set config.aws_region");
    }

    [Fact]
    public async Task Explain_WithoutId_ListsWhatLiesBetween()
    {
        string file = Typed.Settings(SettingsText.Sound.Replace("\"version\": \"3.9.0\"", "\"version\": \"3.4.2\"", StringComparison.Ordinal).Replace("\"journal\"", "\"acknowledge\": [{ \"risk\": \"minorJump\", \"reason\": \"a test\" }], \"journal\"", StringComparison.Ordinal));

        (int code, string output) = await Typed.RunAsync("explain", "--settings", file);

        code.Should().Be(0);
        output.Should().MatchRegex("^[0-9]+ of [0-9]+ known changes lie between Kong 3.4.2 and 3.9.1.").And.Contain("\n  360-12 ").And.NotContain("300-27");
    }

    [Fact]
    public async Task Explain_OfAnIdThatIsNotKnown_SaysHowIdsLook() =>
        (await FluentActions.Awaiting(() => Typed.RunAsync("explain", "360-1")).Should().ThrowAsync<UsageException>()).WithMessage("'360-1' is no change that is known; ids look like 300-03.");
}
