using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class RequestTerminationRecipeTests
{
    private static readonly RecipeCase terminated = new("request-termination", RecipeYaml.With("- name: request-termination\n  config: { status_code: 410, message: Gone for good }"), tests => tests.RequestTermination("/r", 410, "Gone for good"));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task RequestTermination_CleanPair_Passes(string from) => await terminated.PassesAsync(from, tests: 1);

    [Fact]
    public async Task RequestTermination_Trigger_Passes() =>
        await new RecipeCase("request-termination", RecipeYaml.With("- name: request-termination\n  config: { status_code: 200, body: closed, trigger: X-Closed }"), tests => tests.RequestTermination("/r", 200, request: r => r.WithHeader("X-Closed", "1").ExpectBody("closed"))).PassesAsync("3.4.2", tests: 1);

    [Fact]
    public async Task RequestTermination_Skipped_IsNamed() => (await terminated.FailsAsync(f => f.SkipPlugin("request-termination"))).What.Should().Be("status 200 instead of 410");

    [Fact]
    public async Task RequestTermination_Broken_IsNamed() => (await terminated.FailsAsync(f => f.BreakPlugin("request-termination"))).What.Should().Contain("Kong broke over the request (500)");
}
