namespace Kong.Upgrade.AdminApi;

/// <summary>Which Admin API is asked, with what right, and how politely. Not to be changed while it is in use.</summary>
public sealed class AdminApiOptions
{
    /// <summary>The Admin API's address: http or https, with its path where a proxy adds one, without user, query and fragment. The default value is Kong's own, <c>http://127.0.0.1:8001/</c>.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:8001/");

    /// <summary>Gives the RBAC token (kong-facts 3.6): asked before each request, so that it may change; for any thread. Neither logged nor repeated in any text. The default value is <see langword="null"/>: none is sent.</summary>
    public Func<CancellationToken, ValueTask<string?>>? Token { get; set; }

    /// <summary>The header that carries the token, which a node may name otherwise (<c>rbac_auth_header</c>). The default value is <c>Kong-Admin-Token</c>.</summary>
    public string TokenHeader { get; set; } = "Kong-Admin-Token";

    /// <summary>How long one request may take, its body included. From 10 milliseconds to 10 minutes. The default value is 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many entities a page has: from 1 to 1,000, which is the most that Kong gives (kong-facts 3.3). The default value is 1,000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>How many requests are under way at once: from 1 to 64. The default value is 4.</summary>
    public int MostRequestsAtOnce { get; set; } = 4;

    /// <summary>How often a request is sent before it is given up: from 1 to 20. The default value is 4.</summary>
    public int Attempts { get; set; } = 4;

    /// <summary>How long is waited before the second attempt; each further wait is twice as long, or as long as the node asks for (<c>Retry-After</c>), at most 30 seconds. More than zero, at most 30 seconds. The default value is 250 milliseconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => [.. new AdminApiOptionsCheck(this).Problems()];
}
