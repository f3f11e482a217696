using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// correlation-id with <c>echo_downstream</c>: an answer carries an id as the generator makes it, and an id that a client sends comes back as it was sent. Leaves nothing behind: GET.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="header">The plugin's <c>header_name</c>. The default value is <c>Kong-Request-ID</c>.</param>
    /// <param name="generator">The plugin's <c>generator</c>: <c>uuid#counter</c>, the default value, <c>uuid</c> or <c>tracker</c>.</param>
    /// <param name="request">Changes both requests. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.CorrelationId("/orders", "X-Request-ID", "uuid")</code></example>
    /// <remarks>Since 3.9 the plugin has its turn before all others (Kong's changelog of 3.9.0), so that one that removes the header afterwards takes it from the service (kong-facts 13): <see cref="RequestTransformerAdds"/> with the header's place tells.</remarks>
    public static StagingSuiteBuilder CorrelationId(this StagingSuiteBuilder tests, string path, string header = "Kong-Request-ID", string generator = "uuid#counter", Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        Recipe recipe = new(tests, "correlation-id", path, request);
        if (!CorrelationIds.Generators.Contains(generator)) tests.Problem($"correlation-id knows no generator '{generator}', but {string.Join(", ", CorrelationIds.Generators)}.");
        string own = Guid.NewGuid().ToString("N");
        recipe.Ask($"{header} is a {generator}").ExpectHeader(header, "a " + generator, CorrelationIds.Fit(generator));
        recipe.Ask($"{header} comes back as it was sent", r => r.WithHeader(header, own)).ExpectHeader(header, own);
        return tests;
    }
}
