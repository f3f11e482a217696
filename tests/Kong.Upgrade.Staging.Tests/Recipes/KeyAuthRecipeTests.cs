using Kong.Upgrade.Staging.Recipes;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class KeyAuthRecipeTests
{
    private const string Secret = "alice key 1 & only";

    private static readonly string yaml = RecipeYaml.With("- name: key-auth\n  config: { key_names: [apikey] }", $"consumers: [{{ username: alice, keyauth_credentials: [{{ key: '{Secret}' }}] }}]");

    private static RecipeCase Case(bool inQuery = false) => new("key-auth", yaml, tests => tests.KeyAuth("/r", StagingSecret.Of(Secret), inQuery: inQuery));

    [Theory]
    [InlineData("3.4.2", false)]
    [InlineData("3.4.2", true)]
    [InlineData("3.6.1", false)]
    [InlineData("3.9.0", false)]
    public async Task KeyAuth_CleanPair_Passes(string from, bool inQuery) => await Case(inQuery).PassesAsync(from, tests: 3);

    [Fact]
    public async Task KeyAuth_Skipped_IsNamed() => (await Case().FailsAsync(f => f.SkipPlugin("key-auth"))).What.Should().Contain("status 200 instead of 401");

    [Fact]
    public async Task KeyAuth_Broken_IsNamed() => (await Case().FailsAsync(f => f.BreakPlugin("key-auth"))).What.Should().Contain("Kong broke over the request (500)");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeyAuth_FailsWithTheKeyInTheEcho_ShowsNoKey(bool inQuery)
    {
        // The services behind say what they were asked for, and 201 is not what they say.
        RecipeCase wrong = new("key-auth", yaml, tests => tests.KeyAuth("/r", StagingSecret.Of(Secret), inQuery: inQuery, status: 201, request: r => r.NotCompared()));

        string report = (await wrong.RunAsync("3.9.0", _ => { })).Describe();

        report.Should().StartWith("GREEN DOES NOT").And.Contain("status 200 instead of 201").And.NotContain("only").And.NotContain("alice");
    }

    [Fact]
    public async Task WireRequest_ArgumentThatIsEncoded_IsHiddenDecodedAsWell()
    {
        List<string> secrets = [];

        using HttpRequestMessage message = await Upgrade.Staging.Calling.WireRequest.OfAsync(new() { Path = "/r?apikey=alice%20key&a=1" }, new("http://node.test"), new(), secrets, TestContext.Current.CancellationToken);

        secrets.Should().Equal("alice%20key", "alice key");
    }

    [Fact]
    public void KeyAuth_TwoRoutesAndHosts_HaveNamesOfTheirOwn()
    {
        StagingSuite suite = StagingSuite.Create(tests => tests.KeyAuth("/r", StagingSecret.Of("k")).KeyAuth("/r", StagingSecret.Of("k"), request: r => r.WithHost("b.test")).KeyAuth("/s?a=1", StagingSecret.Of("k"), inQuery: true));

        suite.Tests.Select(t => t.Name).Should().HaveCount(9).And.Contain(["key-auth on /r: a wrong key is refused (header apikey)", "key-auth on /r of b.test: no key is refused (header apikey)", "key-auth on /s?a=…: the right key passes (argument apikey)"]);
        suite.Tests.Should().OnlyContain(t => t.Effects == StagingEffects.None);
    }
}
