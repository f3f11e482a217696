using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class CorrelationIdRecipeTests
{
    private static RecipeCase Case(string generator, string? configured = null) => new("correlation-id",
        RecipeYaml.With($"- name: correlation-id\n  config: {{ header_name: X-Id, generator: '{configured ?? generator}', echo_downstream: true }}"), tests => tests.CorrelationId("/r", "X-Id", generator));

    [Theory]
    [InlineData("3.4.2", "uuid#counter")]
    [InlineData("3.4.2", "uuid")]
    [InlineData("3.9.0", "uuid#counter")]
    public async Task CorrelationId_CleanPair_Passes(string from, string generator) => await Case(generator).PassesAsync(from, tests: 2);

    [Theory]
    [InlineData("uuid", "uuid#counter")]
    [InlineData("uuid#counter", "uuid")]
    [InlineData("tracker", "uuid")]
    public async Task CorrelationId_OtherGenerator_IsTold(string expected, string configured) =>
        (await Case(expected, configured).RunAsync("3.9.0", _ => { })).Tests.Should().ContainSingle(t => t.Verdict == StagingVerdict.CouldNotTell).Which.Evidence.Should().Contain($"header X-Id is not a {expected}, and blue does the same");

    [Fact]
    public async Task CorrelationId_Skipped_IsNamed() => (await Case("uuid").FailsAsync(f => f.SkipPlugin("correlation-id"))).What.Should().Be("header X-Id is missing");

    [Fact]
    public async Task CorrelationId_LosesTheHeader_IsNamed() => (await Case("uuid").FailsAsync(f => f.DropHeader("X-Id"))).Subjects.Should().HaveCount(2);

    [Fact]
    public void Fit_OfATracker_IsWhatKongSends() => Upgrade.Staging.Recipes.CorrelationIds.Fit("tracker")("10.0.0.1-8000-1234-56-1-1700000000.123").Should().BeTrue();
}
