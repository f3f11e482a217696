using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>acl: a consumer whose group may, passes; another consumer is refused (403). Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="member">Adds the credentials of the consumer who may.</param>
    /// <param name="other">Adds the credentials of one who is proven, but may not.</param>
    /// <param name="status">What the one who may is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes both requests. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.Acl("/admin", r => r.WithHeader("apikey", adminKey), r => r.WithHeader("apikey", customerKey))</code></example>
    public static StagingSuiteBuilder Acl(this StagingSuiteBuilder tests, string path, Action<RequestTestBuilder> member, Action<RequestTestBuilder> other, int status = 200, Action<RequestTestBuilder>? request = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(other);
        Recipe recipe = new(tests, "acl", path, request);
        recipe.Ask("a consumer in the group passes", member).ExpectStatus(status);
        recipe.Ask("another consumer is refused", other).ExpectStatus(403);
        return tests;
    }
}
