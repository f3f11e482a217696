using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// prometheus: every green node's <c>/metrics</c>, at its Status API or else its Admin API, names what every node of its version names, and grows by the five requests that the test sends. A verdict on green, and
    /// whoever watches it, is only as good as these counts. Leaves nothing behind: GET.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route whose requests are counted, beginning with <c>/</c>.</param>
    /// <param name="countsRequests">Whether requests are counted: in 2.8 always, since 3.0 only with <c>status_code_metrics</c> (kong-facts 4). The default value is <see langword="true"/>.</param>
    /// <param name="route">The route's name, as the label <c>route</c> has it. The default value is <see langword="null"/>: requests of all routes count, those of other tests as well.</param>
    /// <param name="names">Further metrics that must be there, with their prefix, such as <c>kong_upstream_target_health</c>. The default value is <see langword="null"/>: none.</param>
    /// <param name="status">What the requests are answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes the requests. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.Prometheus("/orders", route: "orders", names: ["kong_kong_latency_ms_bucket"])</code></example>
    /// <remarks>Counts may come a second late (kong-facts 14 no. 1); they are waited for up to 4.5 seconds. A page that cannot be read is no failure: it could not be told.</remarks>
    public static StagingSuiteBuilder Prometheus(this StagingSuiteBuilder tests, string path, bool countsRequests = true, string? route = null, IReadOnlyList<string>? names = null, int status = 200, Action<RequestTestBuilder>? request = null)
    {
        Recipe recipe = new(tests, "prometheus", path, request);
        RequestTest asked = recipe.Shape(countsRequests ? "metrics are there and count requests" : "metrics are there");
        PrometheusLook look = new(asked, status, route, names ?? []);
        return tests.Add(new SeveralRequestsTest(recipe.Area, StagingEffects.None, asked, countsRequests ? [look.NamesAsync, look.CountsAsync] : [look.NamesAsync]));
    }
}
