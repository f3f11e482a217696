using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>key-auth: a request without a key and one with a wrong key are refused (401), one with the right key passes. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="key">A consumer's key.</param>
    /// <param name="keyName">The header or argument it is sent in, one of the plugin's <c>key_names</c>. The default value is <c>apikey</c>.</param>
    /// <param name="inQuery">Whether it is sent as an argument of the query. The default value is <see langword="false"/>: in a header.</param>
    /// <param name="status">What the right key is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.KeyAuth("/orders", StagingSecret.FromEnvironment("ORDERS_KEY"))</code></example>
    /// <remarks>A wrong key was answered with another message and without <c>WWW-Authenticate</c> before 3.7 (recorded, 3.4.2); that is no finding.</remarks>
    public static StagingSuiteBuilder KeyAuth(this StagingSuiteBuilder tests, string path, StagingSecret key, string keyName = "apikey", bool inQuery = false, int status = 200, Action<RequestTestBuilder>? request = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(keyName);
        Recipe recipe = new(tests, "key-auth", path, request);
        string place = inQuery ? $" (argument {keyName})" : $" (header {keyName})";
        recipe.Ask($"no key is refused{place}").ExpectStatus(401);
        recipe.Ask($"a wrong key is refused{place}", r => WithKey(r, keyName, WrongSecret.New(), inQuery)).ExpectStatus(401);
        recipe.Ask($"the right key passes{place}", r => WithKey(r, keyName, key, inQuery)).ExpectStatus(status);
        return tests;
    }

    private static void WithKey(RequestTestBuilder request, string name, StagingSecret key, bool inQuery)
    {
        if (inQuery) request.Prepared(async (sent, stop) => sent.WithArgument(name, await key.ReadAsync(stop).ConfigureAwait(false)));
        else request.WithHeader(name, key);
    }
}
