using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Requests that users sent and somebody recorded, to be sent again to blue and green. Only describes where they are: they are read when staging begins. Immutable; safe for any number of threads.</summary>
/// <remarks>
/// Files may be of any size and may be packed with gzip: they are read once, from the beginning, and little of them is kept. What cannot be read is counted and told, never thrown.
/// Requests are sent in HTTP/1.1 or as a request for a WebSocket, whatever version was recorded. Never replayed are hop-by-hop headers, <c>Content-Length</c>, <c>Expect</c>, HTTP/2's pseudo headers, conditions
/// (<c>If-None-Match</c>, <c>If-Modified-Since</c> …) and <c>Range</c>: what they ask for depends on an answer of long ago.
/// </remarks>
public sealed class RecordedTraffic
{
    private readonly IRecordedSource source;

    internal RecordedTraffic(IRecordedSource source) => this.source = source;

    /// <summary>An HTTP archive (HAR 1.2), as browsers and proxies save it. Requests go over TLS where their URL is of <c>https</c> or <c>wss</c>.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The traffic.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public static RecordedTraffic FromHar(string file) => new(new RecordedFile("HAR", file, new HarFormat(), "byte"));

    /// <summary>An access log of nginx or of Kong, which writes nginx's <c>combined</c> format and <c>kong_request_id: "…"</c> after it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">
    /// The text of nginx's <c>log_format</c>, or the whole directive with <c>escape=json</c> or <c>escape=none</c> in it; <see langword="null"/> for <c>combined</c> with anything after it. It must have <c>$request</c>, or
    /// <c>$request_method</c> and <c>$request_uri</c>. <c>$http_host</c> or <c>$host</c>, <c>$scheme</c> or <c>$https</c>, <c>$status</c> (101 is a WebSocket) and headers (<c>$http_user_agent</c> …) are used where they are there.
    /// <c>combined</c> has no host: see <see cref="RecordedTrafficOptions.DefaultHost"/>.
    /// </param>
    /// <returns>The traffic.</returns>
    /// <exception cref="ArgumentException">The path is blank, or requests could not be told from such lines; the message says why.</exception>
    public static RecordedTraffic FromNginxLog(string file, string? format = null)
    {
        NginxLogFormat parsed = format is null ? NginxLogFormat.Combined : NginxLogFormat.Parse(format);
        return new(new RecordedFile("nginx access log", file, new NginxLog(parsed), "line") { Settings = format });
    }

    /// <summary>A file of requests that somebody wrote. What it says is kept, credentials too.</summary>
    /// <remarks>
    /// A line is a request: a method, then a path or a URL, then a host or nothing; <c>HTTP/1.1</c> at the end of it is allowed. Lines <c>Name: value</c> that come after it are its headers. Empty lines, and lines that begin with
    /// <c>#</c> or <c>//</c>, are left out. A line that begins with <c>{</c> is a request in JSON: <c>path</c> (or <c>url</c>), and where they are needed <c>method</c>, <c>host</c>, <c>tls</c>, <c>headers</c> (an object of texts) and <c>body</c> (a text).
    /// <code>
    /// # the shop
    /// GET /orders?page=2 api.example.com
    ///     Accept: application/json
    /// HEAD https://api.example.com/health
    /// {"method":"POST","path":"/search","host":"api.example.com","headers":{"Content-Type":"application/json"},"body":"{}"}
    /// </code>
    /// </remarks>
    /// <param name="file">The file.</param>
    /// <returns>The traffic.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public static RecordedTraffic FromRequests(string file) => new(new RecordedFile("requests of", file, new RequestLines(), "line") { IsWritten = true });

    /// <summary>Requests from elsewhere, such as a recorder of the host's own. What they hold is kept, credentials too.</summary>
    /// <param name="requests">The requests; gone through once each time that staging begins.</param>
    /// <returns>The traffic.</returns>
    public static RecordedTraffic FromRequests(IEnumerable<StagingRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return new(new GivenRequests(requests));
    }

    /// <summary>What kind of record and where.</summary>
    /// <returns>Text for people; part of a plan's fingerprint.</returns>
    public override string ToString() => source.Name;

    /// <param name="options">How much is replayed.</param>
    /// <param name="route">Says which route a request is for, so that rare ones are there; <see langword="null"/> for <see cref="RouteKey"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<RecordedRequests> ReadAsync(RecordedTrafficOptions options, Func<StagingRequest, string>? route, CancellationToken cancellationToken)
    {
        RecordedSink sink = new(options, route ?? RouteKey.Of) { IsWritten = source.IsWritten };
        string? trouble = await source.ReadAsync(sink, cancellationToken).ConfigureAwait(false);
        return sink.Close(source.Name, source.Unit, trouble);
    }
}
