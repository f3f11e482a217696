using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// cors: a browser that asks first (preflight) from an allowed origin is told so (<c>Access-Control-Allow-Origin</c>, <c>Access-Control-Allow-Methods</c>), and so is its request; one from another origin is not let
    /// in. Leaves nothing behind: OPTIONS and GET.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="origin">An origin that the plugin allows, such as <c>https://shop.example.com</c>.</param>
    /// <param name="otherOrigin">One that it does not. The default value is <see langword="null"/>: not tried, for a plugin that allows all.</param>
    /// <param name="method">The method asked for, one of the plugin's <c>methods</c>. The default value is <c>GET</c>.</param>
    /// <param name="request">Changes every request of the recipe, and the browser's question, too. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.Cors("/orders", "https://shop.example.com", "https://elsewhere.example")</code></example>
    public static StagingSuiteBuilder Cors(this StagingSuiteBuilder tests, string path, string origin, string? otherOrigin = null, string method = "GET", Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(origin);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        Recipe recipe = new(tests, "cors", path, request);
        recipe.AskFirst($"{origin} may ask", r => Across(r, origin, method)).ExpectStatus(200, 204)
            .ExpectHeader(Recipes.Cors.AllowOrigin, "one that lets the origin in", Recipes.Cors.LetsIn(origin))
            .ExpectHeader(Recipes.Cors.AllowMethods, $"a list with {method}", Recipes.Cors.Names(method));
        recipe.Ask($"{origin} is told so", r => r.WithHeader(Recipes.Cors.Origin, origin)).ExpectHeader(Recipes.Cors.AllowOrigin, "one that lets the origin in", Recipes.Cors.LetsIn(origin));
        if (otherOrigin is not null) recipe.AskFirst($"{otherOrigin} may not ask", r => Across(r, otherOrigin, method)).Expect(Expected.NotAllowed(otherOrigin));
        return tests;
    }

    private static void Across(RequestTestBuilder request, string origin, string method) => request.WithHeader(Recipes.Cors.Origin, origin).WithHeader(Recipes.Cors.AskedMethod, method);
}
