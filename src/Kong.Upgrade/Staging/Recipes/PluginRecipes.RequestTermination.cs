using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>request-termination: Kong answers itself, with the status and the message that the plugin has. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="status">The plugin's <c>status_code</c>: 100 to 599. The default value is 503.</param>
    /// <param name="message">The plugin's <c>message</c>. The default value is <see langword="null"/>: it is only compared with blue's.</param>
    /// <param name="request">Changes the request, such as the header that is the plugin's <c>trigger</c>; <see cref="RequestTestBuilder.ExpectBody"/> for a <c>body</c>. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.RequestTermination("/old", 410, "Gone for good")</code></example>
    public static StagingSuiteBuilder RequestTermination(this StagingSuiteBuilder tests, string path, int status = 503, string? message = null, Action<RequestTestBuilder>? request = null)
    {
        RequestTestBuilder test = new Recipe(tests, "request-termination", path, request).Ask($"the answer is {status}").ExpectStatus(status);
        if (message is not null) test.ExpectJson("$.message", message);
        return tests;
    }
}
