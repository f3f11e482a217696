using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    /// <summary>
    /// jwt with a shared secret: a fresh token that is signed here (HS256) passes; no token, an expired one, one with another signature, and one that says <c>"alg":"none"</c> are refused (401). Tokens go in
    /// <c>Authorization: Bearer</c>, have <c>exp</c> and <c>nbf</c> by the suite's clock, and are good for 60 seconds. Leaves nothing behind: GET.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="credential">The <c>key</c> of a consumer's credential, which the token names.</param>
    /// <param name="secret">Its <c>secret</c>.</param>
    /// <param name="claim">The plugin's <c>key_claim_name</c>. The default value is <c>iss</c>.</param>
    /// <param name="isBase64">The plugin's <c>secret_is_base64</c>. The default value is <see langword="false"/>.</param>
    /// <param name="verifiesExpiry">Whether the plugin's <c>claims_to_verify</c> holds <c>exp</c>: without it Kong lets expired tokens pass, and they are not tried. The default value is <see langword="true"/>.</param>
    /// <param name="status">What the fresh token is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.JwtHs256("/accounts", "staging-issuer", StagingSecret.FromEnvironment("JWT_SECRET"))</code></example>
    public static StagingSuiteBuilder JwtHs256(this StagingSuiteBuilder tests, string path, string credential, StagingSecret secret, string claim = "iss", bool isBase64 = false, bool verifiesExpiry = true, int status = 200, Action<RequestTestBuilder>? request = null) =>
        Jwt(tests, path, "HS256", credential, secret, claim, isBase64, verifiesExpiry, status, request);

    /// <summary>jwt with a pair of keys: the same as <see cref="JwtHs256"/>, and tokens are signed with RS256.</summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="credential">The <c>key</c> of a consumer's credential, which the token names.</param>
    /// <param name="privateKey">The private key, in PEM, of the credential's <c>rsa_public_key</c>. One that cannot be read makes the tests' end <see cref="StagingVerdict.CouldNotTell"/>.</param>
    /// <param name="claim">See <see cref="JwtHs256"/>.</param>
    /// <param name="verifiesExpiry">See <see cref="JwtHs256"/>.</param>
    /// <param name="status">What the fresh token is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.JwtRs256("/accounts", "staging-issuer", StagingSecret.From(token => vault.ReadAsync("jwt-key", token)))</code></example>
    public static StagingSuiteBuilder JwtRs256(this StagingSuiteBuilder tests, string path, string credential, StagingSecret privateKey, string claim = "iss", bool verifiesExpiry = true, int status = 200, Action<RequestTestBuilder>? request = null) =>
        Jwt(tests, path, "RS256", credential, privateKey, claim, isBase64: false, verifiesExpiry, status, request);

    private static StagingSuiteBuilder Jwt(StagingSuiteBuilder tests, string path, string algorithm, string credential, StagingSecret key, string claim, bool isBase64, bool verifiesExpiry, int status, Action<RequestTestBuilder>? request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(credential);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim);
        Recipe recipe = new(tests, "jwt", path, request);
        TestToken token = new(algorithm, claim, credential, key, isBase64);
        recipe.Ask($"no token is refused ({algorithm})").ExpectStatus(401);
        recipe.Ask($"a token with a wrong signature is refused ({algorithm})", r => WithToken(r, token.ForgedAsync)).ExpectStatus(401);
        recipe.Ask($"a token without a signature is refused ({algorithm})", r => WithToken(r, token.UnsignedAsync)).ExpectStatus(401);
        if (verifiesExpiry) recipe.Ask($"an expired token is refused ({algorithm})", r => WithToken(r, token.ExpiredAsync)).ExpectStatus(401);
        recipe.Ask($"a fresh token passes ({algorithm})", r => WithToken(r, token.FreshAsync)).ExpectStatus(status);
        return tests;
    }

    private static void WithToken(RequestTestBuilder request, Func<TimeProvider, CancellationToken, Task<string>> make) =>
        request.Prepared(async (sent, time, stop) => sent.With("Authorization", "Bearer " + await make(time, stop).ConfigureAwait(false)));
}
