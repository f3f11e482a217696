using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Tests;

public class CustomCodeRuleTests
{
    private const string Jwt = """{ "id": "1", "name": "jwt", "enabled": true, "config": {} }""";

    [Fact]
    public void Rule_CustomPlugin_IsLeftToAPerson()
    {
        PreflightFinding finding = new RuleCase("300-43") { Conf = ["plugins = bundled, my-auth"] }.Find()!;
        (finding.Certainty, finding.IsBlocking, finding.Subjects.Single().Name).Should().Be((FindingCertainty.Review, false, "my-auth"));
    }

    [Fact]
    public void Rule_ServerlessCodeThatSaysTheWord_IsSuspectedAndBlocks() =>
        new RuleCase("300-43").Plugins("""{ "id": "1", "name": "post-function", "config": { "log": ["require 'kong.singletons'"] } }""").Find()!.Should().Match<PreflightFinding>(f => f.Certainty == FindingCertainty.Suspected && f.IsBlocking);

    [Fact]
    public void Rule_DisabledServerlessCode_FindsNothing() =>
        new RuleCase("300-43").Plugins("""{ "id": "1", "name": "post-function", "enabled": false, "config": { "log": ["require 'kong.singletons'"] } }""").Find().Should().BeNull();

    [Fact]
    public void PluginOrder_PriorityNotKnown_IsLeftToAPerson() => Order("\"priority\": null").Find()!.Certainty.Should().Be(FindingCertainty.Review);

    [Theory]
    [InlineData(1004, false)]
    [InlineData(1005, true)]
    [InlineData(1450, true)]
    [InlineData(1451, false)]
    public void PluginOrder_PriorityKnown_TellsWhetherItWasPassed(int priority, bool isFound) => (Order($"\"priority\": {priority}").Find() is not null).Should().Be(isFound);

    [Fact]
    public void PluginOrder_MovedPluginDisabled_FindsNothing() =>
        new RuleCase("300-39") { Conf = ["plugins = bundled, my-auth"] }.Plugins(Jwt.Replace("true", "false", StringComparison.Ordinal)).Find().Should().BeNull();

    private static RuleCase Order(string told) =>
        new RuleCase("300-39") { Conf = ["plugins = bundled, my-auth"], Green = [$$$"""{ "plugins": { "available_on_server": { "my-auth": { {{{told}}} } } } }"""] }.Plugins(Jwt);
}
