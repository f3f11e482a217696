using Kong.Upgrade.Staging.Recipes;

namespace Kong.Upgrade.Staging.Tests.Recipes;

public class AclRecipeTests
{
    private static readonly RecipeCase acl = new("acl", RecipeYaml.With("- name: key-auth\n- name: acl\n  config: { allow: [admins] }", """
        consumers:
        - { username: alice, keyauth_credentials: [{ key: alice-key }], acls: [{ group: admins }] }
        - { username: bob, keyauth_credentials: [{ key: bobs-key }], acls: [{ group: customers }] }
        """), tests => tests.Acl("/r", r => r.WithHeader("apikey", "alice-key"), r => r.WithHeader("apikey", "bobs-key")));

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.0")]
    public async Task Acl_CleanPair_Passes(string from) => await acl.PassesAsync(from, tests: 2);

    [Fact]
    public async Task Acl_Skipped_IsNamed() => (await acl.FailsAsync(f => f.SkipPlugin("acl"))).What.Should().Contain("status 200 instead of 403");

    [Fact]
    public async Task Acl_Broken_IsNamed() => (await acl.FailsAsync(f => f.BreakPlugin("acl"))).Subjects.Should().HaveCount(2);
}
