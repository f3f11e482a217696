using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>basic-auth: a request without credentials, with a wrong password and with a name that nobody has are refused (401), one with name and password passes. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="user">A consumer's name for this plugin.</param>
    /// <param name="password">Its password.</param>
    /// <param name="status">What they are answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.BasicAuth("/reports", "staging", StagingSecret.FromEnvironment("REPORTS_PASSWORD"))</code></example>
    public static StagingSuiteBuilder BasicAuth(this StagingSuiteBuilder tests, string path, string user, StagingSecret password, int status = 200, Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentNullException.ThrowIfNull(password);
        Recipe recipe = new(tests, "basic-auth", path, request);
        recipe.Ask("no credentials are refused").ExpectStatus(401);
        recipe.Ask("a wrong password is refused", r => r.WithBasicAuth(user, WrongSecret.New())).ExpectStatus(401);
        recipe.Ask("an unknown name is refused", r => r.WithBasicAuth(Guid.NewGuid().ToString("N"), WrongSecret.New())).ExpectStatus(401);
        recipe.Ask("name and password pass", r => r.WithBasicAuth(user, password)).ExpectStatus(status);
        return tests;
    }
}
