using System.Text;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

public static partial class PluginRecipes
{
    private static readonly TimeSpan longAgo = TimeSpan.FromDays(30);

    /// <summary>
    /// hmac-auth: a request that is signed here right before it is sent passes; one without a signature, one signed with another secret, one signed 30 days ago, and, where the plugin looks at bodies, one whose
    /// body is another than the signed digest says, are refused (401). The date is the suite's clock's. Leaves nothing behind, but for a body, which is posted: then <see cref="StagingEffects.Writes"/>.
    /// </summary>
    /// <param name="tests">The suite.</param>
    /// <param name="path">Path, and query, of a route with the plugin, beginning with <c>/</c>.</param>
    /// <param name="user">The credential's <c>username</c>.</param>
    /// <param name="secret">Its <c>secret</c>.</param>
    /// <param name="algorithm">One of the plugin's <c>algorithms</c>: <c>hmac-sha1</c>, <c>hmac-sha256</c>, <c>hmac-sha384</c>, <c>hmac-sha512</c>. The default value is <c>hmac-sha256</c>.</param>
    /// <param name="dateHeader">Where the date stands: <c>Date</c>, the default value, or <c>X-Date</c>.</param>
    /// <param name="validatesBody">The plugin's <c>validate_request_body</c>: then <c>Digest</c> is sent and signed. The default value is <see langword="false"/>.</param>
    /// <param name="body">A JSON body to post. The default value is <see langword="null"/>: GET without a body.</param>
    /// <param name="alsoSigned">Further headers to sign, such as <c>host</c> and others of <c>enforce_headers</c>; the request must have them. The date, <c>request-line</c> and <c>digest</c> are signed anyway. The default value is <see langword="null"/>: none.</param>
    /// <param name="status">What the right signature is answered with: 100 to 599. The default value is 200.</param>
    /// <param name="request">Changes every request of the recipe. The default value is <see langword="null"/>: nothing.</param>
    /// <returns>The suite's builder.</returns>
    /// <example><code>tests.HmacAuth("/partners", "partner-a", StagingSecret.FromEnvironment("PARTNER_SECRET"), dateHeader: "X-Date")</code></example>
    public static StagingSuiteBuilder HmacAuth(this StagingSuiteBuilder tests, string path, string user, StagingSecret secret, string algorithm = "hmac-sha256", string dateHeader = "Date", bool validatesBody = false, string? body = null, IReadOnlyList<string>? alsoSigned = null, int status = 200, Action<RequestTestBuilder>? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentException.ThrowIfNullOrWhiteSpace(dateHeader);
        Recipe recipe = new(tests, "hmac-auth", path, request);
        if (!HmacSigner.Algorithms.Contains(algorithm)) tests.Problem($"hmac-auth knows no algorithm '{algorithm}', but {string.Join(", ", HmacSigner.Algorithms)}.");
        HmacSigner signer = new(user, algorithm, dateHeader, [dateHeader.ToLowerInvariant(), "request-line", .. validatesBody ? ["digest"] : (string[])[], .. alsoSigned ?? []]);
        recipe.Ask("no signature is refused", body: body).ExpectStatus(401);
        recipe.Ask("a signature with another secret is refused", r => Signed(r, signer, WrongSecret.New(), validatesBody), body).ExpectStatus(401);
        recipe.Ask("an old signature is refused", r => Signed(r, signer, secret, validatesBody, age: longAgo), body).ExpectStatus(401);
        if (validatesBody) recipe.Ask("a body that was changed is refused", r => Signed(r, signer, secret, validatesBody, digested: "another body"), body).ExpectStatus(401);
        recipe.Ask("a right signature passes", r => Signed(r, signer, secret, validatesBody), body).ExpectStatus(status);
        return tests;
    }

    private static void Signed(RequestTestBuilder request, HmacSigner signer, StagingSecret secret, bool hasDigest, TimeSpan age = default, string? digested = null) =>
        request.Prepared(async (sent, time, stop) =>
            await signer.SignAsync(sent, secret, time.GetUtcNow() - age, !hasDigest ? null : digested is null ? sent.Body : Encoding.UTF8.GetBytes(digested), stop).ConfigureAwait(false));
}
