using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// rate-limiting, as one test of many requests: every green node tells the limit (<c>X-RateLimit-Limit-…</c>, <c>X-RateLimit-Remaining-…</c>), requests to blue lower what it says is left, and what is beyond the
    /// limit is refused (429). The effect is <see cref="StagingEffects.SpendsQuota"/>: the consumer's limit is used up, on blue as well. Give it a consumer whom nobody else is.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="limit">How many requests the consumer has in a window, 1 or more: the smallest of its limits. As many requests, and a few more, are sent to each green node; at least 4 are needed to see whether green counts with blue.</param>
    /// <param name="isShared">Whether blue and green count together (policy <c>cluster</c> or <c>redis</c>). The default value is <see langword="true"/>; <see langword="false"/> for policy <c>local</c>, with which each node grants the whole limit.</param>
    /// <param name="status">What a request within the limit is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="refused">What one beyond it is answered with, the plugin's <c>error_code</c>. The default value is 429.</param>
    /// <param name="request">Changes every request: adds the consumer's credentials. The default value is <see langword="null"/>: nothing, where limits are of addresses.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.RateLimiting("/orders", limit: 60, request: r => r.WithHeader("apikey", StagingSecret.FromEnvironment("LIMITED_KEY")))
    ///     .Consent(StagingEffects.SpendsQuota, "the limited consumer is the tests' own")</code></example>
    /// <remarks>
    /// Others who use the same counter, and a window that ends in between, are noticed by numbers that do not go with what was sent; then it is tried again, and in the end it could not be told. A window that is over within
    /// a minute is waited for where too little is left. Where the plugin hides its headers (<c>hide_client_headers</c>) nothing can be told. With <c>sync_rate</c> above 1 second green may seem to count alone.
    /// </remarks>
    public static StagingSuiteBuilder RateLimiting(this StagingSuiteBuilder tests, string path, int limit, bool isShared = true, int status = 200, int refused = 429, Action<RequestTestBuilder>? request = null)
    {
        Recipe recipe = new(tests, "rate-limiting", path, request);
        if (limit < 1) tests.Problem($"A limit of {limit} requests cannot be tried; it must be 1 or more.");
        RequestTest asked = recipe.Shape($"the limit of {limit} is told, {(isShared ? "counted with blue " : "")}and kept");
        RateLimitLook look = new(asked, limit, status, refused);
        return tests.Add(new SeveralRequestsTest(recipe.Area, StagingEffects.SpendsQuota, asked, isShared ? [look.TellsAsync, look.SharesAsync, look.RefusesAsync] : [look.TellsAsync, look.RefusesAsync]));
    }
}
