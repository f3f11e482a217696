using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>response-transformer: the answer has a header that the service did not send, or with another value. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="header">The header that the plugin adds, replaces or appends to.</param>
    /// <param name="value">Its value, to the letter; values of one name are joined by a comma and a blank. The default value is <see langword="null"/>: any.</param>
    /// <param name="request">Changes the request. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.ResponseTransformerAdds("/orders", "X-Served-By", "orders")</code></example>
    public static StagingSuiteBuilder ResponseTransformerAdds(this StagingSuiteBuilder tests, string path, string header, string? value = null, Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        new Recipe(tests, "response-transformer", path, request).Ask($"{header} is added").ExpectHeader(header, value);
        return tests;
    }

    /// <summary>response-transformer: the answer lacks a header that the service sends. Leaves nothing behind: GET.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="header">The header that the plugin removes or renames.</param>
    /// <param name="request">Changes the request. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.ResponseTransformerRemoves("/orders", "X-Internal")</code></example>
    public static StagingSuiteBuilder ResponseTransformerRemoves(this StagingSuiteBuilder tests, string path, string header, Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        // Kong's own errors lack it as well, and are none of this plugin's doing.
        new Recipe(tests, "response-transformer", path, request).Ask($"{header} is removed").Expect(Expected.FromTheService()).ExpectNoHeader(header);
        return tests;
    }
}
