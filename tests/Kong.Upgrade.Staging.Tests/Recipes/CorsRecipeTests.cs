using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class CorsRecipeTests
{
    private static RecipeCase Case(string config = "{ origins: ['https://shop.test', 'https://.*\\.partner\\.test'], methods: [GET, PUT], credentials: true }") => new("cors",
        RecipeYaml.With($"- name: cors\n  config: {config}"), tests => tests.Cors("/r", "https://shop.test", "https://elsewhere.test", "PUT"));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task Cors_CleanPair_Passes(string from) => await Case().PassesAsync(from, tests: 3);

    [Fact]
    public async Task Cors_AnyOrigin_PassesWithoutAnother() =>
        await new RecipeCase("cors", RecipeYaml.With("- name: cors"), tests => tests.Cors("/r", "https://shop.test")).PassesAsync("3.4.2", tests: 2);

    [Fact]
    public async Task Cors_AnyOriginWhereOneMustNot_IsToldOfBoth()
    {
        StagingReport report = await Case("{ origins: ['*'] }").RunAsync("3.9.0", _ => { });

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        report.Describe().Should().Contain("https://elsewhere.test may not ask").And.Contain("lets in an origin that it must not, and blue does the same");
    }

    [Fact]
    public async Task Cors_Skipped_IsNamed() => (await Case().FailsAsync(f => f.SkipPlugin("cors"))).What.Should().Contain("header Access-Control-Allow-Origin is missing");

    [Fact]
    public async Task Cors_Broken_IsNamed() => (await Case().FailsAsync(f => f.BreakPlugin("cors"))).What.Should().Contain("status 500");

    [Fact]
    public async Task Cors_LosesAHeader_IsNamed() =>
        (await Case().RunAsync("3.4.2", pair => pair.Green[1].Faults.DropHeader("Access-Control-Allow-Methods"))).Causes
            .Should().ContainSingle(c => c.Area == "plugin cors").Which.Should().BeEquivalentTo(new { What = "header Access-Control-Allow-Methods is missing", Nodes = new[] { "green-2" } });
}
