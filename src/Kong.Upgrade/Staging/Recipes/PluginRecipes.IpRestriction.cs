using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// ip-restriction, as this process's own address meets it: it passes, or it is denied. Only where it is denied does the test show that the plugin works; where the address passes, it shows that green sees the
    /// right one. Leaves nothing behind: GET.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="isAllowed">Whether the address from which the tests are run may pass.</param>
    /// <param name="status">What it is answered with: 100 to 599. The default value is <see langword="null"/>: 200 where it passes, 403 (the plugin's <c>status</c>) where not.</param>
    /// <param name="request">Changes the request: where nodes trust this address (<c>trusted_ips</c>), a header says which other one asks. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.IpRestriction("/internal", isAllowed: false)</code></example>
    public static StagingSuiteBuilder IpRestriction(this StagingSuiteBuilder tests, string path, bool isAllowed, int? status = null, Action<RequestTestBuilder>? request = null)
    {
        Recipe recipe = new(tests, "ip-restriction", path, request);
        recipe.Ask(isAllowed ? "the tests' address passes" : "the tests' address is denied").ExpectStatus(status ?? (isAllowed ? 200 : 403));
        return tests;
    }
}
