using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Tests;

public class ForcedPathsRuleTests
{
    [Theory]
    [InlineData("log_level = info", FindingSeverity.Information)]
    [InlineData("plugins = bundled", FindingSeverity.Information)]
    [InlineData("plugins = bundled, mine", FindingSeverity.Serious)]    // whoever adds a plugin is told by Kong's notes to use -f
    public void Paths_ThatForceWouldDamage_AreSeriousWhereSomebodyHasReasonToUseIt(string green, FindingSeverity severity) =>
        new RuleCase("SEEN-08", "3.4.2") { Conf = ["log_level = info"], GreenConf = [green], Blue = ["""{ "version": "3.4.2", "configuration": { "plugins": ["bundled"] } }"""] }
            .Routes("""{ "id": "1", "name": "r", "paths": ["~/a\\d+"] }""").Find()!.Severity.Should().Be(severity);
}
