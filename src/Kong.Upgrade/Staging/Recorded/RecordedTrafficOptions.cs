namespace Kong.Upgrade.Staging.Recorded;

/// <summary>How much of recorded traffic is replayed. Not to be changed while it is in use.</summary>
public sealed class RecordedTrafficOptions
{
    /// <summary>How many requests are replayed in all: from 1 to 100,000. The default value is 1,000. Every route that was recorded has one before any has a second; of more routes than this, some have none, and the report says so.</summary>
    public int Most { get; set; } = 1_000;

    /// <summary>How many different requests of one route are replayed: from 1 to 10,000. The default value is 20.</summary>
    public int MostPerRoute { get; set; } = 20;

    /// <summary>Whether methods other than GET, HEAD, OPTIONS and TRACE are replayed, to both clusters: what they write is written again. An access log has no bodies, so of it POST, PUT and PATCH are never replayed. The default value is <see langword="false"/>.</summary>
    public bool AllowUnsafe { get; set; }

    /// <summary>
    /// Whether credentials of a HAR or a log are replayed: <c>Authorization</c>, <c>Cookie</c>, headers whose names speak of keys, tokens, sessions, passwords or signatures, and such arguments of a query.
    /// The default value is <see langword="false"/>: they are taken out of the requests, and the report says of how many. What a file of requests says is always kept.
    /// </summary>
    public bool KeepCredentials { get; set; }

    /// <summary>More headers and arguments that are credentials, such as <c>key_names</c> of a key-auth plugin; letters' case does not matter. Empty by default.</summary>
    public IReadOnlyList<string> CredentialNames { get; set; } = [];

    /// <summary>Only requests for these hosts are replayed, without port: <c>api.example.com</c>, or <c>*.example.com</c> for all below it. Empty by default: requests for any host.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The host of requests whose record names none, such as nginx's <c>combined</c> format. The default value is <see langword="null"/>: they are sent with the node's own address, and routes that ask for a host do not match.</summary>
    public string? DefaultHost { get; set; }

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Range(nameof(Most), Most, 1, 100_000), .. Range(nameof(MostPerRoute), MostPerRoute, 1, 10_000),
        .. Hosts.Where(h => !IsHost(h.StartsWith("*.", StringComparison.Ordinal) ? h[2..] : h)).Select(h => $"{nameof(Hosts)} names '{h}'; name a host without scheme, port and path, such as api.example.com or *.example.com."),
        .. CredentialNames.Where(string.IsNullOrWhiteSpace).Select(_ => $"{nameof(CredentialNames)} has a blank name."),
        .. DefaultHost is { } host && !WireText.IsHost(host) ? new[] { $"{nameof(DefaultHost)} is '{host}'; name a host, with a port where one is needed, such as api.example.com." } : [],
    ];

    private static bool IsHost(string host) => WireText.IsHost(host) && (host.StartsWith('[') || !host.Contains(':', StringComparison.Ordinal));

    private static IEnumerable<string> Range(string option, int value, int least, int most)
    {
        if (value < least || value > most) yield return $"{option} is {value}; it must be from {least} to {most}.";
    }
}
