using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class TransformerRecipeTests
{
    private static readonly RecipeCase requests = new("request-transformer",
        RecipeYaml.With("- name: request-transformer\n  config: { add: { headers: ['X-Source:gateway'], querystring: ['via:kong'] }, remove: { headers: [X-Debug] } }"), tests => tests
            .RequestTransformerAdds("/r", "$.headers['X-Source']", "gateway")
            .RequestTransformerAdds("/r", "$.path", "/base?via=kong")
            .RequestTransformerRemoves("/r", "$.headers['X-Debug']", r => r.WithHeader("X-Debug", "on")));

    private static readonly RecipeCase answers = new("response-transformer",
        RecipeYaml.With("- name: response-transformer\n  config: { add: { headers: ['X-Served-By:orders'] }, remove: { headers: [Content-Type] } }"), tests => tests
            .ResponseTransformerAdds("/r", "X-Served-By", "orders")
            .ResponseTransformerRemoves("/r", "Content-Type"));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task RequestTransformer_CleanPair_Passes(string from) => await requests.PassesAsync(from, tests: 3);

    [Fact]
    public async Task RequestTransformer_Skipped_IsNamed() => (await requests.FailsAsync(f => f.SkipPlugin("request-transformer"))).Should().Match<StagingCause>(c => c.Subjects.Count == 3 && c.What.Contains("$.headers['X-Debug'] is there"));

    [Fact]
    public async Task RequestTransformer_Broken_IsNamed() => (await requests.FailsAsync(f => f.BreakPlugin("request-transformer"))).What.Should().Contain("status 500 instead of an answer of the service");

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task ResponseTransformer_CleanPair_Passes(string from) => await answers.PassesAsync(from, tests: 2);

    [Fact]
    public async Task ResponseTransformer_Skipped_IsNamed() => (await answers.FailsAsync(f => f.SkipPlugin("response-transformer"))).Should().Match<StagingCause>(c => c.Subjects.Count == 2 && c.What.Contains("header Content-Type is there"));

    [Fact]
    public async Task ResponseTransformer_Broken_IsNamed() => (await answers.FailsAsync(f => f.BreakPlugin("response-transformer"))).Subjects.Should().HaveCount(2);

    [Fact]
    public void RequestTransformer_PathThatMakesNoSense_IsRefused() =>
        FluentActions.Invoking(() => StagingSuite.Create(tests => tests.RequestTransformerRemoves("/r", "headers", r => r.WithHeader("a", "b")))).Should().Throw<ArgumentException>().WithMessage("*does not begin with '$'*");
}
