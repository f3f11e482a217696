using System.Text;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// oauth2: no token and a wrong token are refused (401). With consent, a token is issued by the token endpoint on every green node's proxy (client credentials) and passes there, and so does one that blue issued.
    /// That test has the effect <see cref="StagingEffects.Writes"/>, for tokens are stored (<c>oauth2_tokens</c>, runtime data that no freeze holds up; kong-facts 2.1); the others leave nothing behind.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="clientId">The application's <c>client_id</c>.</param>
    /// <param name="clientSecret">Its <c>client_secret</c>, sent with <c>Authorization: Basic</c>.</param>
    /// <param name="scope">The scopes asked for, with blanks between them. The default value is <see langword="null"/>: none.</param>
    /// <param name="tokenPath">The token endpoint. The default value is <see langword="null"/>: <paramref name="path"/> and <c>/oauth2/token</c>.</param>
    /// <param name="header">The plugin's <c>auth_header_name</c>. The default value is <c>Authorization</c>.</param>
    /// <param name="status">What a good token is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. Kong issues tokens over TLS only, unless it was told otherwise: <see cref="RequestTestBuilder.OverTls"/>. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.OAuth2("/billing", "staging-app", StagingSecret.FromEnvironment("APP_SECRET"), request: r => r.OverTls("api.example.com"))
    ///     .Consent(StagingEffects.Writes, "tokens of the staging application may be issued")</code></example>
    public static StagingSuiteBuilder OAuth2(this StagingSuiteBuilder tests, string path, string clientId, StagingSecret clientSecret, string? scope = null, string? tokenPath = null, string header = "Authorization", int status = 200, Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentNullException.ThrowIfNull(clientSecret);
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        Recipe recipe = new(tests, "oauth2", path, request);
        recipe.Ask("no token is refused").ExpectStatus(401);
        recipe.Ask("a wrong token is refused", r => r.WithHeader(header, StagingSecret.Of($"Bearer {Guid.NewGuid():N}"))).ExpectStatus(401);
        StagingRequest token = new() { Method = "POST", Path = tokenPath ?? path.Split('?')[0].TrimEnd('/') + "/oauth2/token" };
        RequestTest issuing = recipe.Shape("a token", token, r => Asking(r, clientId, clientSecret, scope, header)), use = recipe.Shape("tokens are issued and pass, blue's too");
        OAuth2Look look = new(issuing, use, header, status);
        return tests.Add(new SeveralRequestsTest(recipe.Area, StagingEffects.Writes, use, look.OwnAsync, look.OfBlueAsync));
    }

    private static void Asking(RequestTestBuilder request, string clientId, StagingSecret clientSecret, string? scope, string header) => request
        .WithBody($"grant_type=client_credentials{(scope is null ? "" : $"&scope={Uri.EscapeDataString(scope)}")}", "application/x-www-form-urlencoded")
        .WithHeader(header, StagingSecret.From(async stop => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{await clientSecret.ReadAsync(stop).ConfigureAwait(false)}"))));
}
