using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>request-transformer: the service was asked with what the plugin adds, renames or replaces, as a service that echoes its request in JSON says. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="at">Where the echo shows it: <c>$.headers['X-Source']</c>, <c>$.args.source</c>, <c>$.path</c>. Names of headers stand as the service writes them.</param>
    /// <param name="value">What must stand there. The default value is <see langword="null"/>: anything.</param>
    /// <param name="request">Changes the request. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.RequestTransformerAdds("/orders", "$.headers['X-Source']", "gateway")</code></example>
    public static StagingSuiteBuilder RequestTransformerAdds(this StagingSuiteBuilder tests, string path, string at, string? value = null, Action<RequestTestBuilder>? request = null)
    {
        ArgumentNullException.ThrowIfNull(at);
        new Recipe(tests, "request-transformer", path, request).Ask($"the service gets {at}").Expect(Expected.FromTheService()).ExpectJson(at, value);
        return tests;
    }

    /// <summary>request-transformer: the service was asked without what the plugin removes or renames. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="at">Where the echo would show it.</param>
    /// <param name="request">Adds to the request what the plugin removes; without it the test shows nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.RequestTransformerRemoves("/orders", "$.headers['X-Debug']", r => r.WithHeader("X-Debug", "on"))</code></example>
    public static StagingSuiteBuilder RequestTransformerRemoves(this StagingSuiteBuilder tests, string path, string at, Action<RequestTestBuilder> request)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(request);
        RequestTestBuilder test = new Recipe(tests, "request-transformer", path, request).Ask($"the service does not get {at}").Expect(Expected.FromTheService());
        try
        {
            test.Expect(Expected.NoJson(JsonPath.Parse(at)));
        }
        catch (FormatException wrong)
        {
            tests.Problem(wrong.Message);
        }
        return tests;
    }
}
